import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.port';
import { ForwardTime } from './forward-time';

/** The longest delay a Node timer can take. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How often to compare the wall clock with the monotonic one while timers run, and what counts as a jump. */
const LOOK_MS = 1_000;
const JUMP_MS = 250;

interface Alarm {
  readonly time: number;
  readonly wake: () => void;
  timer?: NodeJS.Timeout;
}

/** A timer fires when its duration has passed, or at its time on the wall clock, whichever is first. */
export class SystemClock implements Clock {
  private readonly alarms = new Set<Alarm>();
  private readonly time: ForwardTime;
  /** The lead over the monotonic clock at the last check for a jump. */
  private aheadBefore = Infinity;
  private watch: NodeJS.Timeout | null = null;

  constructor(
    private readonly wall: () => number = () => Date.now(),
    private readonly monotonic: () => number = () => performance.now(),
    notBefore?: number,
  ) {
    this.time = new ForwardTime(wall, monotonic, notBefore);
  }

  now(): number {
    return this.time.now();
  }

  notBefore(time: number): Clock {
    return time <= this.now() ? this : new SystemClock(this.wall, this.monotonic, time);
  }

  at(time: number, wake: () => void): () => void {
    const alarm: Alarm = { time, wake };
    this.alarms.add(alarm);
    this.arm(alarm);
    this.watch ??= setInterval(() => this.look(), LOOK_MS).unref();
    return () => this.drop(alarm);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    // Being woken early is not an error.
    await delay(Math.min(Math.max(0, ms), LONGEST_TIMER_MS), undefined, { signal }).catch(() => undefined);
  }

  private arm(alarm: Alarm): void {
    const left = Math.max(0, alarm.time - this.now());
    alarm.timer =
      left > LONGEST_TIMER_MS
        ? setTimeout(() => this.arm(alarm), LONGEST_TIMER_MS)
        : setTimeout(() => this.ring(alarm), left);
  }

  private ring(alarm: Alarm): void {
    this.drop(alarm);
    alarm.wake();
  }

  private drop(alarm: Alarm): void {
    clearTimeout(alarm.timer);
    this.alarms.delete(alarm);
    if (this.alarms.size > 0 || this.watch === null) return;
    clearInterval(this.watch);
    this.watch = null;
  }

  /** Node's timers do not follow the wall clock. */
  private look(): void {
    const now = this.now();
    const ahead = now - this.monotonic();
    const jumped = ahead - this.aheadBefore > JUMP_MS;
    this.aheadBefore = ahead;
    if (!jumped) return;
    for (const alarm of [...this.alarms]) if (alarm.time <= now) this.ring(alarm);
  }
}
