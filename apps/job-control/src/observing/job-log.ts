import { Injectable, Logger } from '@nestjs/common';
import { type JobState, type Observer, Orchestrator, type RecordedEvent, type UnitRef } from '#orchestration';

/** Logs what a person has to look at; what merely failed, and is undone, only where debugging is on. */
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
    if (event.type === 'unit-left-open') {
      this.logger.warn({ message: `an effect could not be undone: ${event.reason}`, ...about(state, event) });
    } else if (event.type === 'unit-failed') {
      this.logger.debug({ message: `a task failed: ${event.message}`, code: event.code, ...about(state, event) });
    } else if (event.type === 'job-ended' && event.status === 'needs-attention') {
      this.logger.warn({ message: 'a job needs attention', jobId: state.id, name: state.plan.name });
    }
  }
}

function about(state: JobState, { step, task, unit }: UnitRef) {
  return {
    jobId: state.id,
    task: state.plan.steps[step]?.tasks[task]?.address,
    requestId: state.steps[step]?.tasks[task]?.units[unit]?.requestId,
  };
}
