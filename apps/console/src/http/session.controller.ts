import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Authenticator, Caller, type Principal, Public } from '#platform';
import { SessionCookie } from '../session/session-cookie';
import { OidcLogin } from '../oidc/oidc-login';
import { LoggedOut, SessionView } from './session.view';

const SCHEME = /^Bearer +/i;

@ApiTags('session')
@Controller('session')
@Public()
export class SessionController {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly authenticator: Authenticator,
    private readonly oidc: OidcLogin,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getSession', summary: 'Who is logged in, and whether login is needed' })
  @ApiOkResponse({ type: SessionView })
  show(@Caller() caller: Principal | null): SessionView {
    if (!this.authenticator.required) return { mode: 'open' };
    const mode = this.oidc.isOffered ? 'oidc' : 'key';
    return { mode, ...(caller && { subject: caller.name, scopes: [...caller.scopes] }) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'logIn', summary: 'Logs in with the API key that the request authenticates with' })
  @ApiOkResponse({ type: SessionView })
  async logIn(
    @Req() { headers: { authorization } }: Request,
    @Res({ passthrough: true }) response: Response,
    @Caller() caller: Principal | null,
  ): Promise<SessionView> {
    if (caller && authorization !== undefined)
      await this.cookie.keep(response, authorization.replace(SCHEME, '').trim());
    return this.show(caller);
  }

  @Delete()
  @ApiOperation({ operationId: 'logOut', summary: 'Logs out' })
  @ApiOkResponse({ type: LoggedOut })
  async logOut(@Res({ passthrough: true }) response: Response): Promise<LoggedOut> {
    this.cookie.clear(response);
    // Logged out here is logged out, whether or not the provider can be reached.
    const endSessionUrl = this.oidc.isOffered ? await this.oidc.endSessionUrl().catch(() => undefined) : undefined;
    return { ...(endSessionUrl !== undefined && { endSessionUrl }) };
  }
}
