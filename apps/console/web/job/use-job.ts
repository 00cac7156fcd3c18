import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { bodyOf, jobControl, type ApiShape } from '../api/clients';
import { followEvents, type StreamState } from '../api/follow-events';
import { type HistoryEvent } from '../api/history-event';
import { PAGE_HEADER } from '../api/send';
import { Timeline } from '../lanes/timeline';

/** Least milliseconds between two reads of a job that goes on, and that of how many times as long as a read takes. */
const BREATH_MS = 250;
const POLITENESS = 4;
/** Another person may set a job going that has ended. */
const LOOK_AGAIN_MS = 5_000;

export interface WatchedJob {
  readonly job?: ApiShape<'JobView'>;
  readonly timeline: Timeline;
  /** Counts up with every portion of events. */
  readonly round: number;
  readonly stream: StreamState;
  readonly error?: Error;
  /** Looks at once, because something was asked of the job. */
  readonly look: () => void;
}

/** A job and its history, live. */
export function useJob(id: string): WatchedJob {
  const job = useSignal<ApiShape<'JobView'> | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  const stream = useSignal<StreamState>('connecting');
  const round = useSignal(0);
  const timeline = useRef(new Timeline()).current;
  const watch = useRef<JobWatch>(undefined);
  useEffect(() => {
    const watching = new JobWatch(id, timeline, {
      show: (view) => {
        job.value = view;
        error.value = undefined;
      },
      fail: (fault) => (error.value = fault),
      tell: (state) => (stream.value = state),
      drawn: () => round.value++,
    });
    watch.current = watching;
    watching.look();
    const timer = setInterval(() => document.visibilityState === 'visible' && watching.look(), LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      watching.stop();
    };
  }, [id]);
  return {
    job: job.value,
    timeline,
    round: round.value,
    stream: stream.value,
    error: error.value,
    look: () => watch.current?.look(),
  };
}

interface Listener {
  show(job: ApiShape<'JobView'>): void;
  fail(error: Error): void;
  tell(state: StreamState): void;
  drawn(): void;
}

/** Reads the job whenever its history has gone on, and follows the history whenever the job has gone on. */
class JobWatch {
  private readonly stopping = new AbortController();
  private isFollowing = false;
  private isReading = false;
  private isStale = false;

  constructor(
    private readonly id: string,
    private readonly timeline: Timeline,
    private readonly listener: Listener,
  ) {}

  stop(): void {
    this.stopping.abort();
  }

  look(): void {
    this.isStale = true;
    if (!this.isReading) void this.read();
  }

  private async read(): Promise<void> {
    this.isReading = true;
    while (this.isStale && !this.stopping.signal.aborted) {
      this.isStale = false;
      const began = performance.now();
      await this.readOnce();
      await pause(Math.max(BREATH_MS, POLITENESS * (performance.now() - began)), this.stopping.signal);
    }
    this.isReading = false;
  }

  private async readOnce(): Promise<void> {
    const { signal } = this.stopping;
    try {
      const job = await bodyOf(jobControl.GET('/jobs/{id}', { params: { path: { id: this.id } }, signal }));
      if (signal.aborted) return;
      this.listener.show(job);
      if (job.version > this.timeline.seq && !this.isFollowing) void this.follow();
    } catch (error) {
      if (!signal.aborted) this.listener.fail(error as Error);
    }
  }

  private async follow(): Promise<void> {
    this.isFollowing = true;
    try {
      await followEvents({
        open: (last, signal) => fetch(this.address, { headers: headersAfter(last), signal }),
        deliver: (events) => this.deliver(events),
        tell: (state) => this.listener.tell(state),
        schedule: (show) =>
          document.visibilityState === 'visible' ? requestAnimationFrame(show) : setTimeout(show, 100),
        pause,
        signal: this.stopping.signal,
        after: this.timeline.seq,
      });
    } catch (error) {
      this.listener.fail(error as Error);
    } finally {
      this.isFollowing = false;
    }
  }

  private deliver(events: readonly HistoryEvent[]): void {
    this.timeline.apply(events);
    this.listener.drawn();
    this.look();
  }

  private get address(): string {
    return `/api/jobs/jobs/${encodeURIComponent(this.id)}/events`;
  }
}

const headersAfter = (last: number): Record<string, string> => ({
  ...PAGE_HEADER,
  accept: 'text/event-stream',
  ...(last > 0 && { 'last-event-id': String(last) }),
});

/** Ends at once when the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resume) => {
    const timer = setTimeout(resume, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resume();
    });
  });
}
