import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Caller, Public } from './access';
import { Authenticator } from './authenticator';
import type { Principal } from './principal';
import { type Scope, SCOPES } from './scopes';

/** The name of this app, as in logs. */
export const APP_NAME = Symbol('AppName');

export class WhoAmI {
  @ApiProperty({ description: 'The app that responds', example: 'job-control' })
  service!: string;

  @ApiProperty({ enum: ['required', 'off'], description: 'off: every caller may do everything' })
  authentication!: 'required' | 'off';

  @ApiPropertyOptional({ description: 'Absent when the request carries no API key and no token', example: 'ci' })
  principal?: string;

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['jobs:read'] })
  scopes!: Scope[];
}

/** Lets clients verify a key before they store it, and an address before they use it. */
@ApiTags('about')
@Controller('whoami')
export class WhoAmIController {
  constructor(
    @Inject(APP_NAME) private readonly service: string,
    private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'whoAmI', summary: 'Which app this is, and who it takes the caller for' })
  @ApiOkResponse({ type: WhoAmI })
  whoAmI(@Caller() caller: Principal | null): WhoAmI {
    const authentication = this.authenticator.required ? 'required' : 'off';
    const principal = caller === null ? {} : { principal: caller.name };
    return { service: this.service, authentication, ...principal, scopes: [...(caller?.scopes ?? [])] };
  }
}
