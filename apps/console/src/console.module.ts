import { Module } from '@nestjs/common';
import { provideConfig } from '#platform';
import { ConsoleConfig } from './config/console.config';
import { ApiProxy } from './proxy/api-proxy';
import { Seal } from './session/seal';
import { SessionController } from './session/session.controller';
import { SessionCookie } from './session/session-cookie';
import { WebController } from './web/web.controller';
import { WebFiles } from './web/web-files';

@Module({
  // The last one responds to every path that is not a route.
  controllers: [SessionController, WebController],
  providers: [provideConfig(ConsoleConfig), Seal, SessionCookie, ApiProxy, WebFiles],
})
export class ConsoleModule {}
