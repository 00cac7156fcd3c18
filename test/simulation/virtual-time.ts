import { ForwardTime } from '../../libs/orchestration/src/adapters/clock/forward-time';
import type { Clock } from '../../libs/orchestration/src/ports/clock.port';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  readonly process: VirtualProcess | null;
  readonly background: boolean;
}

/** Time that passes only when nothing is left to do in the present. What clocks on walls say of it is another matter. */
export class VirtualTime {
  now = 1_000_000;
  /** How far clocks on walls are ahead. */
  ahead = 0;
  private order = 0;
  private due: Due[] = [];

  /** `background`: happens in its time, without keeping the simulation running. */
  schedule(delayMs: number, run: () => void, process: VirtualProcess | null = null, background = false): () => void {
    const due = { at: this.now + Math.max(0, delayMs), order: this.order++, run, process, background };
    this.due.push(due);
    return () => {
      this.due = this.due.filter((other) => other !== due);
    };
  }

  /** Whether only what goes on in the background is to come. */
  get idle(): boolean {
    return this.due.every(({ background }) => background);
  }

  /** When the next thing happens; Infinity when nothing is to come. */
  get nextAt(): number {
    return this.next?.at ?? Infinity;
  }

  /** Runs the next event; returns whether it was one that keeps the simulation running. */
  step(): boolean {
    const { next } = this;
    if (!next) return false;
    this.due = this.due.filter((other) => other !== next);
    this.now = Math.max(this.now, next.at);
    if (next.process?.alive !== false) next.run();
    return !next.background;
  }

  private get next(): Due | undefined {
    let next: Due | undefined;
    for (const due of this.due) {
      if (!next || due.at < next.at || (due.at === next.at && due.order < next.order)) next = due;
    }
    return next;
  }

  forget(process: VirtualProcess): void {
    this.due = this.due.filter((due) => due.process !== process);
  }
}

/** The real reckoning of time, and virtual timers. */
class VirtualClock implements Clock {
  private readonly wall: ForwardTime;

  constructor(
    private readonly process: VirtualProcess,
    private readonly time: VirtualTime,
    private readonly background: boolean,
    notBefore?: number,
  ) {
    this.wall = new ForwardTime(
      () => time.now + time.ahead,
      () => time.now,
      notBefore,
    );
  }

  now(): number {
    return this.wall.now();
  }

  notBefore(time: number): Clock {
    return time <= this.now() ? this : new VirtualClock(this.process, this.time, this.background, time);
  }

  at(time: number, wake: () => void): () => void {
    return this.time.schedule(time - this.now(), wake, this.process, this.background);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const cancel = this.time.schedule(ms, over, this.process, this.background);
      const abort = (): void => {
        cancel();
        resolve();
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

/** One life of job-control. What it waits for dies with it; what it sent does not. */
export class VirtualProcess {
  alive = true;
  readonly clock: Clock;
  /** For what this process does all the time, whether there is anything to do or not. */
  readonly background: Clock;

  constructor(private readonly time: VirtualTime) {
    this.clock = new VirtualClock(this, time, false);
    this.background = new VirtualClock(this, time, true);
  }

  /** Resolves after `ms`, unless this process is dead by then. */
  after<T>(ms: number, make: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.time.schedule(
        ms,
        () => {
          try {
            resolve(make());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        },
        this,
      );
    });
  }

  crash(): void {
    this.alive = false;
    this.time.forget(this);
  }
}
