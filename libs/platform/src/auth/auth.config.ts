import { IsIn, IsOptional, IsString, Matches, ValidateIf } from 'class-validator';
import { HttpAddress } from '../config/decorators';

export type PublicPart = 'docs' | 'metrics';

/** Who may call this app, and how it says who it is itself. */
export class AuthConfig {
  /**
   * `on`: everybody has to say who they are; `off`: nobody. Without it: on where keys or an issuer are configured, else
   * off, which is refused unless HOST is a loopback address.
   */
  @IsOptional()
  @IsIn(['on', 'off'], { message: '$property must be on or off' })
  AUTH?: 'on' | 'off' = undefined;

  /** File of API keys: what `job-runner make-key` prints, as a JSON array. Changes are noticed within seconds. */
  @IsOptional()
  @IsString()
  AUTH_KEYS_FILE?: string = undefined;

  /** The same array, instead of a file. */
  @IsOptional()
  @IsString()
  AUTH_KEYS?: string = undefined;

  /** Whose tokens (JWT) are taken: their `iss`. */
  @IsOptional()
  @IsString()
  AUTH_ISSUER?: string = undefined;

  /** Whom a token must be meant for: its `aud`. */
  @ValidateIf(({ AUTH_ISSUER }: AuthConfig) => AUTH_ISSUER !== undefined)
  @IsString({ message: '$property is needed with AUTH_ISSUER: whom a token must be meant for' })
  AUTH_AUDIENCE?: string = undefined;

  /** Where the issuer publishes its public keys (RFC 7517). */
  @ValidateIf(({ AUTH_ISSUER }: AuthConfig) => AUTH_ISSUER !== undefined)
  @HttpAddress()
  AUTH_JWKS_URL?: string = undefined;

  /** The claim that holds a token's scopes: an array, or a string with blanks between them. */
  @IsString()
  AUTH_SCOPE_CLAIM = 'scope';

  /** What is shown to callers who do not say who they are: docs (/docs, /openapi.json), metrics, or none. */
  @Matches(/^(docs|metrics)(,(docs|metrics))?$|^none$/, {
    message: '$property must be docs, metrics, both with a comma, or none',
  })
  AUTH_PUBLIC = 'docs';

  /** What this app shows to discovery, shared-state and job-control when it calls them: an API key or a JWT. */
  @IsOptional()
  @IsString()
  SERVICE_TOKEN?: string = undefined;

  /** A file that holds it instead; read again every few seconds, so that it may be renewed. */
  @IsOptional()
  @IsString()
  SERVICE_TOKEN_FILE?: string = undefined;

  shows(part: PublicPart): boolean {
    return this.AUTH_PUBLIC.split(',').includes(part);
  }
}
