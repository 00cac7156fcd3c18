import { hasEnded } from '#contract/pure';
import { Injectable, Logger } from '@nestjs/common';
import {
  type JobState,
  type Observer,
  requestsApproval,
  Orchestrator,
  type RecordedEvent,
  type UnitRef,
} from '#orchestration';

type Of<T extends RecordedEvent['type']> = Extract<RecordedEvent, { type: T }>;

/** Logs how jobs end, what fails, and what an operator has to look at. */
@Injectable()
export class JobLog implements Observer {
  private readonly logger = new Logger('Jobs');

  constructor(orchestrator: Orchestrator) {
    orchestrator.observe(this);
  }

  recorded(events: readonly RecordedEvent[], state: JobState): void {
    for (const event of events) this.tell(event, state);
  }

  private tell(event: RecordedEvent, state: JobState): void {
    if (requestsApproval(event))
      this.logger.log({ message: 'a job waits for an approval', ...aboutStep(state, event) });
    switch (event.type) {
      case 'step-approved':
        return this.logger.log({ message: 'an approval was given', ...aboutStep(state, event), ...whose(event) });
      case 'signal-received': {
        // Its body is the client's, and may hold secrets.
        const { name: signal, by } = event;
        return this.logger.log({ message: 'a signal was received', ...aboutJob(state), signal, by });
      }
      case 'stopping':
        return this.stopping(event, state);
      case 'unit-failed':
        return this.logger.warn({
          message: `a task failed: ${event.message}`,
          code: event.code,
          ...about(state, event),
        });
      case 'unit-alternative-started': {
        const { alternative } = event;
        return this.logger.log({ message: 'an alternative is called', alternative, ...about(state, event) });
      }
      case 'unit-tolerated': {
        const { how, reason } = event;
        return this.logger.warn({
          message: 'a job goes on without a task that failed',
          how,
          reason,
          ...about(state, event),
        });
      }
      case 'paused':
        return this.paused(event, state);
      case 'unit-left-open':
        return this.logger.warn({ message: `an effect could not be undone: ${event.reason}`, ...about(state, event) });
      case 'unit-reverted':
        return this.reverted(event, state);
      case 'killed':
        return this.ended(event.at, state, 'killed');
      case 'job-ended':
        return this.ended(event.at, state, event.status, event.nothingToUndo);
      default:
    }
  }

  private paused({ failure }: Of<'paused'>, state: JobState): void {
    if (!failure) return;
    const { code, task } = failure;
    const message = `a job is paused because ${task === null ? 'a step' : 'a task'} failed: ${failure.message}`;
    this.logger.warn({ message, code, task, ...aboutJob(state) });
  }

  private stopping(event: Of<'stopping'>, state: JobState): void {
    if (event.action === 'reject') {
      this.logger.log({ message: 'an approval was refused', ...aboutStep(state, event), ...whose(event) });
    } else if (event.failure?.task === null) {
      const { code, message } = event.failure;
      this.logger.warn({ message: `a job failed: ${message}`, code, ...aboutJob(state) });
    }
  }

  private reverted(event: Of<'unit-reverted'>, state: JobState): void {
    if (!event.noop) return;
    this.logger.warn({ message: `an effect is not known to be undone: ${event.reason ?? ''}`, ...about(state, event) });
  }

  /** `state` may include later events of the same write, such as a rerun. */
  private ended(at: number, state: JobState, status: string, nothingToUndo?: readonly string[]): void {
    const error = hasEnded(state) ? state.failure : null;
    const durationMs = Math.max(0, at - state.runStartedAt);
    const ended = { ...aboutJob(state), status, durationMs, nothingToUndo, ...(error && { error }) };
    this.logger.log({ message: `a job ended: ${status}`, ...ended });
    if (status === 'needs-attention') this.logger.warn({ message: 'a job needs attention', ...aboutJob(state) });
  }
}

function aboutJob({ id, plan }: JobState) {
  return { jobId: id, name: plan.name };
}

function aboutStep(state: JobState, { step }: { readonly step?: number }) {
  const planned = step === undefined ? undefined : state.plan.steps[step];
  return { ...aboutJob(state), step: planned?.name, approval: planned?.approval?.description };
}

function whose({ by, reason }: Of<'step-approved' | 'stopping'>) {
  return { by, reason };
}

function about(state: JobState, { step, task, unit }: UnitRef) {
  return {
    jobId: state.id,
    task: state.plan.steps[step]?.tasks[task]?.address,
    requestId: state.steps[step]?.tasks[task]?.units.at(unit)?.requestId,
  };
}
