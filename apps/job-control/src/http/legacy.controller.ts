import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiInternalServerErrorResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { JobSummary, Text } from '#contract';
import { type Catalog, CATALOG, type JobState, Orchestrator } from '#orchestration';
import { ApiProblems, Caller, Draining, RequireScope, OpenResponses, type Principal } from '#platform';
import { pendingEntryOf } from '#storage';
import { JobAdmission } from '../admission/job-admission';
import { JobViews } from '../views/job-views';
import { visibleOwner } from '../views/job-visibility';
import { JOB_BODY } from './examples';
import { FailedRunView, type OlderError, RunView } from './run-view';
import { waitForEnd } from './wait-for-end';

/** Substrings that the fields must contain. */
class FilterQuery {
  @Text({ example: 'order' })
  name?: string;

  @Text({ example: 'fail' })
  status?: string;

  @Text({ example: '2026-11-21' })
  createdAt?: string;

  @Text({ example: '2026-11-21' })
  completedAt?: string;
}

const MAX_LOOKED_AT = 10_000;
const PAGE = 1_000;

/** The older API, for existing clients. */
@ApiTags('older')
@Controller()
export class LegacyController {
  constructor(
    private readonly admission: JobAdmission,
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
    private readonly draining: Draining,
    private readonly openResponses: OpenResponses,
    @Inject(CATALOG) private readonly catalog: Catalog,
  ) {}

  @Post('run-job')
  @RequireScope('jobs:write')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'runJob', summary: 'Run a job and wait for its end; forgives unknown fields' })
  @ApiBody(JOB_BODY)
  @ApiOkResponse({ type: RunView, description: 'The job completed' })
  @ApiInternalServerErrorResponse({
    type: FailedRunView,
    description: 'The job did not complete',
  })
  @ApiProblems({
    422: 'Every fault of the document',
    503: 'Too many jobs are open, or this job-control is going down',
  })
  async runJob(
    @Body() body: unknown,
    @Caller() caller: Principal | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunView | FailedRunView> {
    this.openResponses.hold(response);
    const { id } = await this.admission.admit(body, { lenient: true, caller });
    // However the wait ends: the job was accepted.
    await pendingEntryOf(response)?.write(id);
    const state = await waitForEnd(this.orchestrator, this.draining, response, id);
    if (state.status === 'completed') return { jobId: id, status: state.status };
    response.status(HttpStatus.INTERNAL_SERVER_ERROR);
    return { jobId: id, status: state.status, error: olderError(state) };
  }

  @Get('filter')
  @RequireScope('jobs:read', 'jobs:operate')
  @ApiOperation({ operationId: 'filterJobs', summary: 'Jobs whose fields contain these substrings' })
  @ApiOkResponse({ type: [JobSummary] })
  async filter(@Query() query: FilterQuery, @Caller() caller: Principal | null): Promise<JobSummary[]> {
    const submittedBy = visibleOwner(caller);
    const wanted = Object.entries(query).filter(
      (entry): entry is [keyof FilterQuery, string] => entry[1] !== undefined,
    );
    const found: JobSummary[] = [];
    let cursor: string | undefined;
    for (let looked = 0; looked < MAX_LOOKED_AT; looked += PAGE) {
      const { rows, next } = await this.catalog.list({
        limit: PAGE,
        submittedBy,
        ...(cursor !== undefined && { cursor }),
      });
      const page = rows.map((row) => this.views.summary(row));
      found.push(...page.filter((job) => wanted.every(([field, text]) => contains(job[field], text))));
      if (next === null) break;
      cursor = next;
    }
    return found;
  }
}

function contains(value: string | undefined, text: string): boolean {
  return (value ?? '').toLowerCase().includes(text.toLowerCase());
}

/** Older clients identify the failed task by its selector. */
function olderError({ failure, plan, status }: JobState): OlderError {
  // The address of an item of a forEach begins with that of its task.
  const isOf = (address: string) => failure?.task === address || failure?.task?.startsWith(`${address}/`);
  const failed = plan.steps.flatMap(({ tasks }) => tasks).find(({ address }) => isOf(address));
  const { tag, serviceName, resource, profile, does } = failed?.selector ?? {};
  return {
    status: 'error',
    task: tag ?? serviceName ?? resource ?? profile ?? does ?? failure?.task ?? '',
    error: failure?.message ?? `the job ended ${status}`,
  };
}
