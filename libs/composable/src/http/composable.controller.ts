import type { IncomingHttpHeaders } from 'node:http';
import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Res, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { type Action, CommandMessageDto, DescriptiveForms } from '#contract';
import { ApiProblems, Draining, RequireScope, Public } from '#platform';
import { ApiCall, CALL_BODY, ResultView, RevertedView } from './describe-call';
import { CallRunner } from '../calls/call-runner';
import { readCall } from '../calls/read-call';
import { CommandRegistry } from '../commands/command-registry';
import { COMPOSABLE_OPTIONS } from '../composable.module-definition';
import type { ComposableOptions } from '../composable-options';
import { SignatureGuard } from '../signatures/signature.guard';
import { formsOf } from '../forms/forms-of';

/** The composable contract over HTTP. */
@ApiTags('composable')
@ApiExtraModels(CommandMessageDto)
@Controller()
export class ComposableController {
  constructor(
    private readonly runner: CallRunner,
    private readonly registry: CommandRegistry,
    private readonly draining: Draining,
    @Inject(COMPOSABLE_OPTIONS) private readonly options: ComposableOptions,
  ) {}

  @Post('execute')
  @RequireScope('services:call')
  @UseGuards(SignatureGuard)
  @HttpCode(200)
  @ApiBody(CALL_BODY)
  @ApiCall()
  @ApiOperation({
    operationId: 'execute',
    summary: 'Executes the command; a known request id gets its earlier response',
  })
  @ApiOkResponse({ type: ResultView })
  @ApiCreatedResponse({ type: ResultView, description: 'It was made' })
  @ApiNoContentResponse({ description: 'It is done, and there is nothing to say' })
  @ApiProblems({ 409: 'The record exists, or the request was reverted' })
  execute(@Body() input: unknown, @Headers() headers: IncomingHttpHeaders, @Res({ passthrough: true }) to: Response) {
    return this.respond('execute', input, headers, to);
  }

  @Post('repeat')
  @RequireScope('services:call')
  @UseGuards(SignatureGuard)
  @HttpCode(200)
  @ApiBody(CALL_BODY)
  @ApiCall()
  @ApiOperation({
    operationId: 'repeat',
    summary: 'Makes sure that it is done: any number of times is as good as once',
  })
  @ApiOkResponse({ type: ResultView })
  @ApiCreatedResponse({ type: ResultView, description: 'It was made' })
  @ApiNoContentResponse({ description: 'It is done, and there is nothing to say' })
  @ApiProblems({ 409: 'The request was reverted' })
  repeat(@Body() input: unknown, @Headers() headers: IncomingHttpHeaders, @Res({ passthrough: true }) to: Response) {
    return this.respond('repeat', input, headers, to);
  }

  @Post('revert')
  @RequireScope('services:call')
  @UseGuards(SignatureGuard)
  @HttpCode(200)
  @ApiBody(CALL_BODY)
  @ApiCall()
  @ApiOperation({ operationId: 'revert', summary: 'Undoes it; what never ran is a noop, and will not run any more' })
  @ApiOkResponse({ type: RevertedView })
  revert(@Body() input: unknown, @Headers() headers: IncomingHttpHeaders, @Res({ passthrough: true }) to: Response) {
    return this.respond('revert', input, headers, to);
  }

  @Get('forms')
  @Public()
  @ApiOperation({ operationId: 'getForms', summary: 'What may be asked of this service, and what it promises' })
  @ApiOkResponse({ type: DescriptiveForms })
  forms(): DescriptiveForms {
    return formsOf(this.options, this.registry.all());
  }

  private async respond(action: Action, input: unknown, headers: IncomingHttpHeaders, to: Response): Promise<unknown> {
    const { status, body } = await this.runner.run(readCall(action, input, headers, this.draining.signal));
    to.status(status);
    return body;
  }
}
