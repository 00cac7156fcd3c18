import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Authenticator, Caller, type Principal, Public } from '#platform';
import { SessionCookie } from './session-cookie';
import { SessionView } from './session.view';

const SCHEME = /^Bearer +/i;

@ApiTags('session')
@Controller('session')
@Public()
export class SessionController {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getSession', summary: 'Who is logged in, and whether login is needed' })
  @ApiOkResponse({ type: SessionView })
  show(@Caller() caller: Principal | null): SessionView {
    if (!this.authenticator.required) return { mode: 'open' };
    return { mode: 'key', ...(caller && { subject: caller.name, scopes: [...caller.scopes] }) };
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
  @HttpCode(204)
  @ApiOperation({ operationId: 'logOut', summary: 'Logs out' })
  @ApiNoContentResponse()
  logOut(@Res({ passthrough: true }) response: Response): void {
    this.cookie.clear(response);
  }
}
