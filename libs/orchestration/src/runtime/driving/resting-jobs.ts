import type { Clock } from '../../ports/clock.port';

interface Rest {
  readonly clock: Clock;
  readonly cancel: () => void;
}

/** Open jobs that only wait: for a time, or for a command. What they wait for is in their journals. */
export class RestingJobs {
  private readonly rests = new Map<string, Rest>();

  constructor(private readonly due: (jobId: string) => void) {}

  get size(): number {
    return this.rests.size;
  }

  has(jobId: string): boolean {
    return this.rests.has(jobId);
  }

  /** `until` in the job's own time, milliseconds since the epoch; Infinity if no time ends the wait. */
  add(jobId: string, clock: Clock, until: number): void {
    this.remove(jobId);
    const wake = (): void => this.due(jobId);
    this.rests.set(jobId, { clock, cancel: until === Infinity ? () => undefined : clock.at(until, wake) });
  }

  /** Returns the job's own clock; undefined if it did not rest. */
  remove(jobId: string): Clock | undefined {
    const rest = this.rests.get(jobId);
    this.rests.delete(jobId);
    rest?.cancel();
    return rest?.clock;
  }

  clear(): void {
    for (const jobId of [...this.rests.keys()]) this.remove(jobId);
  }
}
