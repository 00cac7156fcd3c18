import { applyDecorators, HttpStatus, Injectable } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import type { Response } from 'express';
import { JobAccepted, JobView } from '#contract';
import { type JobState, Orchestrator } from '#orchestration';
import { RESPONSE_HEADERS, ApiIdempotencyKey, ApiProblems, Draining, OpenResponses, readSwitch } from '#platform';
import { pendingEntryOf } from '#storage';
import { JobViews } from '../views/job-views';
import { waitForEnd } from './wait-for-end';

/** What every route that submits a job takes and responses. */
export function ApiSubmission(): MethodDecorator {
  return applyDecorators(
    ApiIdempotencyKey('A second submission gets the first job'),
    ApiQuery({
      name: 'wait',
      required: false,
      schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
      description: 'true: respond when the job has ended, with the job',
    }),
    ApiAcceptedResponse({ type: JobAccepted, headers: RESPONSE_HEADERS.location }),
    ApiOkResponse({
      type: JobView,
      description: 'With ?wait=true: the job, however it ended',
      headers: RESPONSE_HEADERS.location,
    }),
    ApiProblems({ 503: 'Too many jobs are open, or this job-control is going down' }),
  );
}

/** Responds to a submission: at once, or when the job has ended. */
@Injectable()
export class JobResponses {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
    private readonly draining: Draining,
    private readonly openResponses: OpenResponses,
  ) {}

  async toSubmission(
    response: Response,
    wait: string | undefined,
    submit: () => Promise<JobState>,
  ): Promise<JobAccepted | JobView> {
    const waits = readSwitch('wait', wait);
    if (waits) this.openResponses.hold(response);
    const state = await submit();
    const accepted = this.views.accepted(state);
    response.location(accepted.href).status(waits ? HttpStatus.OK : HttpStatus.ACCEPTED);
    if (waits) {
      // However the wait ends: the job was accepted.
      await pendingEntryOf(response)?.write(state.id);
      return await this.views.of(await waitForEnd(this.orchestrator, this.draining, response, state.id));
    }
    return accepted;
  }
}
