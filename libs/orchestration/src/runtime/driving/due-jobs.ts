import type { Clock } from '../../ports/clock.port';
import type { DueJob, Rests } from '../../ports/rests.port';

/** Jobs that are woken before others have their turn. */
const AT_ONCE = 100;
/** How long to wait for a driven job to end when there are as many as may be. */
const NO_ROOM_MS = 100;
/** When to look again after the table could not be read. */
const LOOK_AGAIN_MS = 5_000;

interface Parts {
  readonly rests: Rests;
  readonly clock: Clock;
  /** Drives a job; resolves when it is on its way. */
  readonly wakeUp: (jobId: string) => Promise<void>;
  /** Whether more jobs may be driven now. */
  readonly hasRoom: () => boolean;
}

/** Wakes the jobs that rest in the table when it is their time: one timer for all of them, and none of them in memory. */
export class DueJobs {
  private timer: { readonly at: number; readonly cancel: () => void } | null = null;
  private isLooking = false;
  private looksAgain = false;
  private stopped = false;

  constructor(private readonly parts: Parts) {}

  /** A job of this process rests until then. */
  expect(at: number): void {
    if (this.stopped || at === Infinity || at >= (this.timer?.at ?? Infinity)) return;
    this.timer?.cancel();
    const fire = (): void => {
      this.timer = null;
      void this.look();
    };
    this.timer = { at, cancel: this.parts.clock.at(at, fire) };
  }

  /** Wakes what is due, and learns when the next is: of jobs that this process has not brought to rest itself, too. */
  async look(): Promise<void> {
    if (this.isLooking) {
      this.looksAgain = true;
      return;
    }
    this.isLooking = true;
    try {
      do {
        this.looksAgain = false;
        await this.wakeAll();
      } while (this.looksAgain && !this.stopped);
    } catch {
      this.expect(this.parts.clock.now() + LOOK_AGAIN_MS);
    } finally {
      this.isLooking = false;
    }
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private async wakeAll(): Promise<void> {
    const { rests, clock, wakeUp, hasRoom } = this.parts;
    const now = clock.now();
    let last: DueJob | undefined;
    for (let isMore = true; isMore && !this.stopped;) {
      const due = await rests.due(now, AT_ONCE, last);
      for (const { jobId } of due) await wakeUp(jobId);
      last = due.at(-1);
      isMore = due.length === AT_ONCE;
      while (isMore && !hasRoom() && !this.stopped) await clock.sleep(NO_ROOM_MS);
    }
    const next = await rests.nextAfter(now);
    if (next !== null) this.expect(next);
  }
}
