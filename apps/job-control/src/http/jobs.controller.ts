import { Body, Controller, Get, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type JobAccepted, JobSummary, JobView } from '#contract';
import { type Catalog, CATALOG } from '#orchestration';
import {
  RESPONSE_HEADERS,
  ApiProblems,
  Caller,
  ClientGone,
  RequireScope,
  type Principal,
  linkToNextPage,
} from '#platform';
import { JobAdmission } from '../admission/job-admission';
import { JobViews } from '../views/job-views';
import { visibleOwner } from '../views/job-visibility';
import { JOB_BODY, JOB_ID_PARAM } from './examples';
import { clientKey } from './idempotency-key';
import { JobQuery } from './job-query.dto';
import { ApiSubmission, JobResponses } from './job-responses';

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly admission: JobAdmission,
    private readonly views: JobViews,
    private readonly responses: JobResponses,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  @Post()
  @RequireScope('jobs:write')
  @ApiOperation({ operationId: 'submitJob', summary: 'Submit a job; responds once it is safe on disk' })
  @ApiBody(JOB_BODY)
  @ApiSubmission()
  @ApiProblems({ 422: 'Every fault of the document; or the key was used for another one' })
  submit(
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
    @Caller() caller: Principal | null,
    @Headers('idempotency-key') idempotencyKey?: string,
    @Query('wait') wait?: string,
  ): Promise<JobAccepted | JobView> {
    return this.responses.toSubmission(response, wait, () =>
      this.admission.admit(body, { key: clientKey(idempotencyKey, caller), caller }),
    );
  }

  @Get()
  @RequireScope('jobs:read', 'jobs:operate')
  @ApiOperation({ operationId: 'listJobs', summary: 'List jobs, newest first' })
  @ApiOkResponse({ type: [JobSummary], headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query' })
  async list(
    @Query() query: JobQuery,
    @Caller() caller: Principal | null,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobSummary[]> {
    const { rows, next } = await this.catalog.list({ ...query.toFilter(), submittedBy: visibleOwner(caller) });
    if (next !== null) linkToNextPage(request, response, next);
    return rows.map((row) => this.views.summary(row));
  }

  @Get(':id')
  @RequireScope('jobs:read', 'jobs:operate')
  @ApiOperation({ operationId: 'getJob', summary: 'One job with every step and task' })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: JobView })
  @ApiProblems({ 404: 'No such job' })
  async get(
    @Param('id') id: string,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    response.type('json').send(await this.views.textOf(id, caller, gone));
  }
}
