import { Module } from '@nestjs/common';
import { AuthConfig, provideConfig } from '#platform';
import { ConsoleConfig } from './config/console.config';
import { ApiProxy } from './proxy/api-proxy';
import { LoginController } from './http/login.controller';
import { OidcConfig } from './oidc/oidc.config';
import { OidcLogin } from './oidc/oidc-login';
import { Seal } from './session/seal';
import { SessionController } from './http/session.controller';
import { SessionCookie } from './session/session-cookie';
import { WebController } from './web/web.controller';
import { WebFiles } from './web/web-files';

@Module({
  // The last one responds to every path that is not a route.
  controllers: [SessionController, LoginController, WebController],
  providers: [
    provideConfig(ConsoleConfig),
    provideConfig(AuthConfig),
    provideConfig(OidcConfig),
    OidcLogin,
    Seal,
    SessionCookie,
    ApiProxy,
    WebFiles,
  ],
})
export class ConsoleModule {}
