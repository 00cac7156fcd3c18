import type { Clock } from '../ports/clock.port';

/** Open jobs that only wait: for a time, or for somebody. What they wait for is in their journals. */
export class RestingJobs {
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly clock: Clock,
    private readonly due: (jobId: string) => void,
  ) {}

  get size(): number {
    return this.timers.size;
  }

  has(jobId: string): boolean {
    return this.timers.has(jobId);
  }

  /** `until` in milliseconds since the epoch; Infinity when no time ends the wait. */
  add(jobId: string, until: number): void {
    this.remove(jobId);
    const wake = (): void => this.due(jobId);
    this.timers.set(jobId, until === Infinity ? () => undefined : this.clock.at(until, wake));
  }

  remove(jobId: string): void {
    this.timers.get(jobId)?.();
    this.timers.delete(jobId);
  }

  clear(): void {
    for (const jobId of [...this.timers.keys()]) this.remove(jobId);
  }
}
