import { errors, type JWTPayload, jwtVerify } from 'jose';
import { PlatformError } from '#contract';
import type { AuthConfig } from './auth.config';
import type { Jwks } from './jwks';
import type { Principal } from './principal';
import { isPrincipalName } from './read-api-keys';
import { isScope } from './scopes';

/**
 * Asymmetric ones only: with HMAC a client that knows the issuer's public key could sign, with `none` any client could.
 */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCK_TOLERANCE_S = 30;

/** Checks the tokens (RFC 7519) of one issuer: signature, `iss`, `aud`, `exp` and `nbf`. */
export class TokenVerifier {
  constructor(
    private readonly config: AuthConfig,
    private readonly jwks: Jwks,
  ) {}

  /**
   * The principal of a token.
   * @throws PlatformError `unauthenticated`; `unavailable` when the issuer's keys are not available
   */
  async principalOf(token: string): Promise<Principal> {
    const { sub, [this.config.AUTH_SCOPE_CLAIM]: scopes } = await this.verified(token);
    if (!isPrincipalName(sub)) throw rejectedToken('its sub is not a name that can be used here');
    return { name: sub, scopes: new Set(listOf(scopes).filter(isScope)) };
  }

  private async verified(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.jwks.keyFor, {
        algorithms: ALGORITHMS,
        issuer: this.config.AUTH_ISSUER!,
        audience: this.config.AUTH_AUDIENCE!,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (error instanceof PlatformError) throw error;
      throw rejectedToken(reasonOf(error));
    }
  }
}

function listOf(scopes: unknown): unknown[] {
  return Array.isArray(scopes) ? scopes : typeof scopes === 'string' ? scopes.split(' ') : [];
}

/** Enough to fix the client; quotes nothing of the token. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its ${error.claim} is not what is expected here`;
  return 'its signature cannot be verified';
}

export function rejectedToken(reason: string): PlatformError {
  return new PlatformError('unauthenticated', `This token is not valid: ${reason}`);
}
