import type { JobState } from '../../core/model/state';

/** How many units the jobs have that are driven: what they take of memory depends on that, and not on the number of jobs. */
export class HeldUnits {
  private readonly byJob = new Map<string, number>();
  private sum = 0;

  get total(): number {
    return this.sum;
  }

  note({ id, unitCount }: JobState): void {
    this.sum += unitCount - (this.byJob.get(id) ?? 0);
    this.byJob.set(id, unitCount);
  }

  forget(jobId: string): void {
    this.sum -= this.byJob.get(jobId) ?? 0;
    this.byJob.delete(jobId);
  }
}
