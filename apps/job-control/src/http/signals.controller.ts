import { Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ANY_JSON, JobOutline } from '#contract';
import { ApiIdempotencyKey, ApiProblems, RequireScope } from '#platform';
import { fingerprintOf } from '../admission/job-admission';
import { JOB_ID_PARAM } from './examples';
import { JobActions } from './job-actions';
import { Job, type JobCall } from './job-call';

/** What steps wait for. */
@ApiTags('operate')
@Controller('jobs/:id/signals')
export class SignalsController {
  constructor(private readonly actions: JobActions) {}

  @Post(':name')
  @RequireScope('jobs:operate', 'jobs:write')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    operationId: 'sendSignal',
    summary: 'Send the signal that a step waits for, or will wait for; accepted once it is safe on disk',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiParam({ name: 'name', description: 'The name of the signal, as `waitFor` has it', example: 'payment-received' })
  @ApiBody({ schema: ANY_JSON, required: false, description: 'What `storeResultAt` stores; null when absent' })
  @ApiIdempotencyKey('The same signal again changes nothing')
  @ApiAcceptedResponse({ type: JobOutline })
  @ApiProblems({
    404: 'No such job, or no step of it waits for such a signal',
    409: 'No step waits for it any more, or too many are kept already; the detail says which',
    413: 'The body is too large for a signal',
    422: 'The key was used for another signal',
  })
  send(@Job() job: JobCall, @Param('name') name: string, @Body() body: unknown = null): Promise<JobOutline> {
    const { caller, idempotencyKey } = job;
    const key = idempotencyKey !== undefined && { requestKey: idempotencyKey, fingerprint: fingerprintOf(body) };
    return this.actions.act(job, { type: 'signal', name, body, by: caller?.name ?? null, reason: null, ...key });
  }
}
