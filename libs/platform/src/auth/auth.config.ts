import { IsIn, IsOptional, IsString, Matches, ValidateIf } from 'class-validator';
import { HttpAddress } from '../config/decorators';

export type PublicPart = 'docs' | 'metrics';

/** Who may call this app, and which credentials it sends itself. */
export class AuthConfig {
  /**
   * `on`: every caller must authenticate; `off`: none has to. Default: on where keys or an issuer are configured, else
   * off, which is refused unless HOST is a loopback address.
   */
  @IsOptional()
  @IsIn(['on', 'off'], { message: '$property must be on or off' })
  AUTH?: 'on' | 'off' = undefined;

  /** File of API keys: what `job-runner make-key` prints, as a JSON array. Changes take effect within seconds. */
  @IsOptional()
  @IsString()
  AUTH_KEYS_FILE?: string = undefined;

  /** The same array, instead of a file. */
  @IsOptional()
  @IsString()
  AUTH_KEYS?: string = undefined;

  /** The issuer whose tokens (JWT) are accepted: their `iss`. */
  @IsOptional()
  @IsString()
  AUTH_ISSUER?: string = undefined;

  /** The audience that tokens must be issued for: their `aud`. */
  @ValidateIf(({ AUTH_ISSUER }: AuthConfig) => AUTH_ISSUER !== undefined)
  @IsString({ message: '$property is needed with AUTH_ISSUER: the audience that tokens must be issued for' })
  AUTH_AUDIENCE?: string = undefined;

  /** Where the issuer publishes its public keys (RFC 7517). */
  @ValidateIf(({ AUTH_ISSUER }: AuthConfig) => AUTH_ISSUER !== undefined)
  @HttpAddress()
  AUTH_JWKS_URL?: string = undefined;

  /** The claim that holds a token's scopes: an array, or a string with blanks between them. */
  @IsString()
  AUTH_SCOPE_CLAIM = 'scope';

  /** What callers see without credentials: docs (/docs, /openapi.json), metrics, or none. */
  @Matches(/^(docs|metrics)(,(docs|metrics))?$|^none$/, {
    message: '$property must be docs, metrics, both with a comma, or none',
  })
  AUTH_PUBLIC = 'docs';

  /** The API key or JWT that this app sends when it calls discovery, shared-state and job-control. */
  @IsOptional()
  @IsString()
  SERVICE_TOKEN?: string = undefined;

  /** A file with it instead; read again every few seconds, so that it can be renewed. */
  @IsOptional()
  @IsString()
  SERVICE_TOKEN_FILE?: string = undefined;

  shows(part: PublicPart): boolean {
    return this.AUTH_PUBLIC.split(',').includes(part);
  }
}
