import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { BatchAccepted, BatchView, BulkAction, BulkPreview, MAX_BULK_JOBS, Text } from '#contract';
import {
  RESPONSE_HEADERS,
  ApiIdempotencyKey,
  ApiProblems,
  Caller,
  RequireScope,
  type Principal,
  readWhole,
  linkToNextPage,
} from '#platform';
import { clientKey } from '../http/idempotency-key';
import { BulkActions, readBulkAction } from './bulk-actions';

const MAX_LIMIT = 1_000;

/** Which page of the results. */
class ResultsQuery {
  @Text({ description: `1 to ${MAX_LIMIT}, as when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;
}

/** One action on many jobs. */
@ApiTags('operate')
@Controller('jobs/actions')
export class BulkController {
  constructor(private readonly bulk: BulkActions) {}

  @Post()
  @RequireScope('jobs:operate', 'jobs:write')
  @ApiOperation({
    operationId: 'actOnJobs',
    summary: `One action on up to ${MAX_BULK_JOBS} jobs; responds once that is safe on disk`,
  })
  @ApiBody({
    type: BulkAction,
    examples: {
      cancel: {
        summary: 'Cancel what runs for a customer',
        value: { action: 'cancel', filter: { status: ['running'], label: ['customer:acme'] }, reason: 'they left' },
      },
    },
  })
  @ApiAcceptedResponse({ type: BatchAccepted, headers: RESPONSE_HEADERS.location })
  @ApiOkResponse({ type: BulkPreview, description: 'With dryRun: the jobs that are meant; nothing was done' })
  @ApiIdempotencyKey('A second request gets the first batch; nothing is done again')
  @ApiProblems({
    422: 'Every fault of the body; or too many jobs are meant, with `count`; or the key was used for another action',
  })
  async act(
    @Body() body: unknown,
    @Caller() caller: Principal | null,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') idempotencyKey?: string,
  ): Promise<BatchAccepted | BulkPreview> {
    const request = readBulkAction(body);
    if (request.dryRun === true) {
      response.status(HttpStatus.OK);
      return this.bulk.preview(request, caller);
    }
    const accepted = await this.bulk.begin(request, caller, clientKey(idempotencyKey, caller));
    response.status(HttpStatus.ACCEPTED).location(accepted.href);
    return accepted;
  }

  @Get(':batchId')
  @RequireScope('jobs:read', 'jobs:operate')
  @ApiOperation({ operationId: 'getBatch', summary: 'What came of an action on many jobs, job by job' })
  @ApiParam({ name: 'batchId', description: 'From the response to the action' })
  @ApiOkResponse({ type: BatchView, headers: RESPONSE_HEADERS.nextPage })
  @ApiProblems({ 400: '`errors` names every fault of the query', 404: 'No such action' })
  async get(
    @Param('batchId') id: string,
    @Query() { limit, cursor }: ResultsQuery,
    @Caller() caller: Principal | null,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchView> {
    const most = readWhole('limit', limit ?? String(MAX_LIMIT), 1, MAX_LIMIT);
    const from = readWhole('cursor', cursor ?? '0', 0, MAX_BULK_JOBS);
    const { view, next } = await this.bulk.page(id, caller, from, most);
    if (next !== null) linkToNextPage(request, response, String(next));
    return view;
  }
}
