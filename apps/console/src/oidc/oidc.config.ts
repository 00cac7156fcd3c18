import { IsOptional, IsString, ValidateIf } from 'class-validator';
import { HttpAddress } from '#platform';

/** The provider at which people log in (OpenID Connect). Its access tokens must be those that AUTH_ISSUER means. */
export class OidcConfig {
  /** The provider's issuer: /.well-known/openid-configuration is below it. Default: people log in with API keys. */
  @IsOptional()
  @HttpAddress()
  CONSOLE_OIDC_ISSUER?: string = undefined;

  /** What the console is called there. Its redirect address is PUBLIC_URL with /login/callback. */
  @ValidateIf(({ CONSOLE_OIDC_ISSUER }: OidcConfig) => CONSOLE_OIDC_ISSUER !== undefined)
  @IsString({ message: '$property is needed with CONSOLE_OIDC_ISSUER: what the console is called there' })
  CONSOLE_OIDC_CLIENT_ID?: string = undefined;

  /** Default: a public client; PKCE protects its logins. */
  @IsOptional()
  @IsString()
  CONSOLE_OIDC_CLIENT_SECRET?: string = undefined;

  /** What is asked for, with blanks between: the scopes that the access token needs for the platform, too. */
  @IsString()
  CONSOLE_OIDC_SCOPE = 'openid';
}
