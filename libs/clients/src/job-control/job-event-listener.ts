import type { JobEvent } from '#contract';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';
import { isAborted } from '../http/failure-reason';
import type { JobEventPage, JobControlClient } from './job-control-client';

/** Receives a job's events in the background, each once and in order, and reconnects if necessary. */
export class JobEventListener {
  /** Whether a stream is open: polling is not needed then. */
  live = false;
  private last = 0;
  private running?: Promise<void>;
  private readonly closing = new AbortController();

  constructor(
    private readonly jobs: JobControlClient,
    private readonly id: string,
    private readonly tell: (event: JobEvent) => void,
    /** Called when an open stream has ended. */
    private readonly closed: () => void,
  ) {}

  /** Opens the stream unless it is open; to be called again whenever it may have closed. */
  start(): void {
    this.running ??= ignoreUnavailable(this.listen()).finally(() => {
      this.running = undefined;
      if (this.live) this.closed();
      this.live = false;
    });
  }

  /** Closes the stream, and delivers the events that are still missing. */
  async catchUp(): Promise<void> {
    this.stop();
    await this.running;
    await ignoreUnavailable(this.readPages());
  }

  stop(): void {
    this.closing.abort();
  }

  private async listen(): Promise<void> {
    const { signal } = this.closing;
    const events = await this.jobs.stream(this.id, { after: this.last, signal });
    if (events === undefined) return this.readPages(signal);
    this.live = true;
    for await (const event of events) this.deliver(event);
  }

  private async readPages(signal?: AbortSignal): Promise<void> {
    let page: JobEventPage;
    do {
      page = await this.jobs.events(this.id, { after: this.last, signal });
      page.items.forEach((event) => this.deliver(event));
    } while (page.more);
  }

  private deliver(event: JobEvent): void {
    if (event.seq <= this.last) return;
    this.last = event.seq;
    this.tell(event);
  }
}

/** Events are optional for a watch: without them it reads the job itself. */
async function ignoreUnavailable(listening: Promise<void>): Promise<void> {
  try {
    await listening;
  } catch (error) {
    const expected = error instanceof UnreachableError || error instanceof ApiError || isAborted(error);
    if (!expected) throw error;
  }
}
