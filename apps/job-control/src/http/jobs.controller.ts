import { Body, Controller, Get, Headers, HttpStatus, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { JobAccepted, JobSummary, JobView } from '#contract';
import { type Catalog, CATALOG, Orchestrator } from '#orchestration';
import {
  ANSWER_HEADERS,
  ApiIdempotencyKey,
  ApiProblems,
  Caller,
  ClientGone,
  Draining,
  Needs,
  OpenAnswers,
  type Principal,
  readSwitch,
} from '#platform';
import { JobAdmission } from '../admission/job-admission';
import { JobViews } from '../views/job-views';
import { ownerSeenBy } from '../views/who-sees';
import { JOB_BODY, JOB_ID } from './examples';
import { clientKey } from './idempotency-key';
import { JobQuery } from './job-query.dto';
import { waitForEnd } from './wait-for-end';

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly admission: JobAdmission,
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
    private readonly draining: Draining,
    private readonly openAnswers: OpenAnswers,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  @Post()
  @Needs('jobs:write')
  @ApiOperation({ operationId: 'submitJob', summary: 'Submit a job; answers once it is safe on disk' })
  @ApiBody(JOB_BODY)
  @ApiIdempotencyKey('A second submission gets the first job')
  @ApiQuery({
    name: 'wait',
    required: false,
    schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
    description: 'true: answer when the job has ended, with the job',
  })
  @ApiAcceptedResponse({ type: JobAccepted, headers: ANSWER_HEADERS.location })
  @ApiOkResponse({
    type: JobView,
    description: 'With ?wait=true: the job, however it ended',
    headers: ANSWER_HEADERS.location,
  })
  @ApiProblems({
    422: 'Every fault of the document; or the key was used for another one',
    503: 'Too many jobs are open, or this job-control is going down',
  })
  async submit(
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
    @Caller() caller: Principal | null,
    @Headers('idempotency-key') idempotencyKey?: string,
    @Query('wait') wait?: string,
  ): Promise<JobAccepted | JobView> {
    const waits = readSwitch('wait', wait);
    if (waits) this.openAnswers.hold(response);
    const state = await this.admission.admit(body, { key: clientKey(idempotencyKey, caller), caller });
    const accepted = this.views.accepted(state);
    response.location(accepted.href);
    if (waits) {
      response.status(HttpStatus.OK);
      return this.views.of(await waitForEnd(this.orchestrator, this.draining, response, state.id));
    }
    response.status(HttpStatus.ACCEPTED);
    return accepted;
  }

  @Get()
  @Needs('jobs:read', 'jobs:operate')
  @ApiOperation({ operationId: 'listJobs', summary: 'List jobs, newest first' })
  @ApiOkResponse({ type: [JobSummary], headers: ANSWER_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query' })
  async list(
    @Query() query: JobQuery,
    @Caller() caller: Principal | null,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobSummary[]> {
    const { rows, next } = await this.catalog.list({ ...query.toFilter(), submittedBy: ownerSeenBy(caller) });
    if (next !== null) {
      const params = new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
      params.set('cursor', next);
      response.setHeader('Link', `</jobs?${params.toString()}>; rel="next"`);
    }
    return rows.map((row) => this.views.summary(row));
  }

  @Get(':id')
  @Needs('jobs:read', 'jobs:operate')
  @ApiOperation({ operationId: 'getJob', summary: 'One job with every step and task' })
  @ApiParam(JOB_ID)
  @ApiOkResponse({ type: JobView })
  @ApiProblems({ 404: 'No such job' })
  async get(
    @Param('id') id: string,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
  ): Promise<JobView> {
    return this.views.of(await this.views.find(id, caller, gone));
  }
}
