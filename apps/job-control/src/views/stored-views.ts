import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { hasEnded } from '#contract';
import {
  isLarge,
  JOB_VIEW_STORE,
  type JobState,
  type JobViewStore,
  type Observer,
  Orchestrator,
  type RecordedEvent,
  VIEW_FORMAT,
  viewing,
  waitingAtStep,
} from '#orchestration';
import { Batcher, inTurns, PublicAddress } from '#platform';

/**
 * Stores the view of each large job that has ended or waits, so that the first read of it after a start does not replay the
 * history of the job.
 */
@Injectable()
export class StoredViews implements Observer, BeforeApplicationShutdown {
  private readonly logger = new Logger('Views');
  private readonly due = new Batcher<string>(([jobId]) => this.store(jobId!), 1);

  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly address: PublicAddress,
    @Inject(JOB_VIEW_STORE) private readonly views: JobViewStore,
  ) {
    orchestrator.observe(this);
  }

  recorded(_: readonly RecordedEvent[], state: JobState): void {
    if (isLarge(state) && (hasEnded(state) || waitingAtStep(state) !== null)) this.due.add(state.id);
  }

  /** A job that was read, and has no view as it is now: an older version wrote it, or its address was another. */
  wasRead(state: JobState): void {
    this.recorded([], state);
  }

  /** JSON of the view of a job as it is now, and who submitted the job; null where none is stored. */
  find(jobId: string): ReturnType<JobViewStore['find']> {
    return this.views.find(jobId, this.making);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.due.idle();
  }

  private get making() {
    return { format: VIEW_FORMAT, address: this.address.url };
  }

  private async store(jobId: string): Promise<void> {
    try {
      const state = await this.orchestrator.state(jobId);
      if (!state) return;
      // A client that waits for the job is sent its view just now, which takes as long.
      const view = await inTurns(viewing(state, this.address.url));
      await this.views.keep({ jobId, version: state.version, ...this.making, text: JSON.stringify(view) });
    } catch (error) {
      // The view can be made from the history at any time.
      this.logger.warn({ message: `the view of job ${jobId} could not be stored: ${String(error)}` });
    }
  }
}
