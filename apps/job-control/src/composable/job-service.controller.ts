import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Action, CommandMessageDto, DescriptiveForms } from '#contract';
import { ApiCall, CALL_BODY, readCall, RevertedView } from '#composable';
import { Caller, Draining, RequireScope, Public, type Principal, principalOf } from '#platform';
import { JOB_ID_PARAM } from '../http/examples';
import { JobViews } from '../views/job-views';
import { creationResponse, type JobResponse, reversalResponse } from './job-responses';
import { ApiJobCreated, ApiJobOpen } from './describe-responses';
import { JobCalls } from './job-calls';
import { jobForms } from './job-forms';

/** job-control is itself a composable service, of the resource `job`. */
@ApiTags('composable')
@ApiExtraModels(CommandMessageDto)
@Controller()
export class JobServiceController {
  constructor(
    private readonly calls: JobCalls,
    private readonly views: JobViews,
    private readonly draining: Draining,
  ) {}

  @Post('execute')
  @RequireScope('jobs:write')
  @ApiOperation({ operationId: 'execute', summary: 'Create a job as a task of another, read one, or list them' })
  @ApiBody(CALL_BODY)
  @ApiCall()
  @ApiJobCreated()
  execute(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) to: Response) {
    return this.respond('execute', body, request, to);
  }

  @Post('repeat')
  @RequireScope('jobs:write')
  @ApiOperation({ operationId: 'repeat', summary: 'The same again: a job that was created is not created twice' })
  @ApiBody(CALL_BODY)
  @ApiCall()
  @ApiJobCreated()
  repeat(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) to: Response) {
    return this.respond('repeat', body, request, to);
  }

  @Post('revert')
  @RequireScope('jobs:write')
  @ApiOperation({ operationId: 'revert', summary: 'Undo the job that a request created' })
  @ApiBody(CALL_BODY)
  @ApiCall()
  @ApiOkResponse({ type: RevertedView })
  @ApiJobOpen()
  revert(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) to: Response) {
    return this.respond('revert', body, request, to);
  }

  @Get('jobs/:id/outcome')
  @RequireScope('jobs:write', 'jobs:read', 'jobs:operate')
  @ApiOperation({
    operationId: 'getOutcome',
    summary: 'What became of a job, in the terms of a task; 202 until it ended',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiJobCreated()
  async outcome(@Param('id') id: string, @Caller() caller: Principal | null, @Res({ passthrough: true }) to: Response) {
    return send(to, creationResponse(this.views.outline(await this.views.find(id, caller))));
  }

  @Get('jobs/:id/reversal')
  @RequireScope('jobs:write', 'jobs:read', 'jobs:operate')
  @ApiOperation({
    operationId: 'getReversal',
    summary: 'Whether a job is undone, in the terms of a task; 202 until it is',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: RevertedView })
  @ApiJobOpen()
  async reversal(
    @Param('id') id: string,
    @Caller() caller: Principal | null,
    @Res({ passthrough: true }) to: Response,
  ) {
    return send(to, reversalResponse(this.views.outline(await this.views.find(id, caller))));
  }

  @Get('forms')
  @Public()
  @ApiOperation({ operationId: 'getForms', summary: 'What job-control offers as a service' })
  @ApiOkResponse({ type: DescriptiveForms })
  forms(): DescriptiveForms {
    return jobForms;
  }

  private async respond(action: Action, body: unknown, request: Request, to: Response): Promise<unknown> {
    const call = readCall(action, body, request.headers, this.draining.signal);
    const caller = principalOf(request);
    const response = action === 'revert' ? this.calls.revert(call, caller) : this.calls.perform(call, caller);
    return send(to, await response);
  }
}

function send(to: Response, { status, body, location, retryAfterS }: JobResponse): unknown {
  to.status(status);
  if (location !== undefined) to.location(location);
  if (retryAfterS !== undefined) to.setHeader('Retry-After', retryAfterS);
  return body;
}
