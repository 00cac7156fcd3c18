import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ANY_JSON, PlatformError, TaskView } from '#contract';
import { type JobState, resultAt, stepOfSegment } from '#orchestration';
import { RESPONSE_HEADERS, ApiProblems, Caller, ClientGone, RequireScope, type Principal, readWhole } from '#platform';
import { JobViews } from '../views/job-views';
import { JOB_ID_PARAM } from './examples';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const STEP = { name: 'step', description: 'The name of the step, percent-encoded', example: 'reserve' };
const TASK = { name: 'task', description: 'The name of the task, percent-encoded', example: 'todo' };
const ITEM = { name: 'item', description: 'The number of the item of the `forEach`, from 0', example: '0' };

/** The parts that the view of a large job omits. */
@ApiTags('jobs')
@RequireScope('jobs:read', 'jobs:operate')
@Controller('jobs/:id')
export class PartsController {
  constructor(private readonly views: JobViews) {}

  @Get('steps/:step/tasks')
  @ApiOperation({ operationId: 'listTasks', summary: 'The tasks of a step, each item of a `forEach` by itself' })
  @ApiParam(JOB_ID_PARAM)
  @ApiParam(STEP)
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    description: 'At most so many; large ones make a page shorter',
  })
  @ApiQuery({
    name: 'cursor',
    required: false,
    schema: { type: 'string' },
    description: 'From the Link header of the page before',
  })
  @ApiOkResponse({ type: [TaskView], headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query', 404: 'No such job or step' })
  async tasks(
    @Param('id') id: string,
    @Param('step') name: string,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
    @Res({ passthrough: true }) response: Response,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<TaskView[]> {
    const most = readWhole('limit', limit ?? String(DEFAULT_LIMIT), 1, MAX_LIMIT);
    const from = readWhole('cursor', cursor ?? '0', 0, Number.MAX_SAFE_INTEGER);
    const state = await this.views.find(id, caller, gone);
    const step = stepOfSegment(state, name);
    if (step === null) throw new PlatformError('not-found', `Job ${id} has no step "${name}"`);
    const { tasks, next } = await this.views.tasks(state, { step, from, most });
    if (next !== null) {
      const path = `/jobs/${encodeURIComponent(id)}/steps/${encodeURIComponent(name)}/tasks`;
      response.setHeader('Link', `<${path}?limit=${most}&cursor=${next}>; rel="next"`);
    }
    return tasks;
  }

  @Get('results/:step/:task')
  @ApiOperation({ operationId: 'getResult', summary: 'Result of a task' })
  @ApiParam(JOB_ID_PARAM)
  @ApiParam(STEP)
  @ApiParam(TASK)
  @ApiOkResponse({ schema: ANY_JSON })
  @ApiProblems({ 404: 'No such job or task', 409: 'It has no result, or none yet' })
  async result(
    @Param('id') id: string,
    @Param('step') step: string,
    @Param('task') task: string,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    sendResult(await this.views.find(id, caller, gone), { step, task }, response);
  }

  @Get('results/:step/:task/:item')
  @ApiOperation({ operationId: 'getItemResult', summary: 'Result of one item of a `forEach`' })
  @ApiParam(JOB_ID_PARAM)
  @ApiParam(STEP)
  @ApiParam(TASK)
  @ApiParam(ITEM)
  @ApiOkResponse({ schema: ANY_JSON })
  @ApiProblems({ 404: 'No such job, task or item', 409: 'It has no result, or none yet' })
  async itemResult(
    @Param('id') id: string,
    @Param('step') step: string,
    @Param('task') task: string,
    @Param('item') item: string,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    sendResult(await this.views.find(id, caller, gone), { step, task, item }, response);
  }
}

function sendResult(state: JobState, address: Parameters<typeof resultAt>[1], response: Response): void {
  const found = resultAt(state, address);
  if ('result' in found) return void response.json(found.result ?? null);
  const code = found.missing === 'never' ? 'not-found' : 'conflict';
  throw new PlatformError(code, `There is no result of ${address.step}/${address.task}: ${found.because}`);
}
