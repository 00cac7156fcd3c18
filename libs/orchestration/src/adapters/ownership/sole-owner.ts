import type { Claimed, Ownership } from '../../ports/ownership.port';

/** A journal of one process: it owns every job. */
export class SoleOwner implements Ownership {
  readonly id = null;
  readonly shared = false;
  readonly held = true;
  readonly leads = true;

  constructor(private readonly openJobs: (now: number) => Promise<string[]>) {}

  join(): Promise<void> {
    return Promise.resolve();
  }

  renew(): Promise<void> {
    return Promise.resolve();
  }

  async claim(now: number): Promise<Claimed> {
    return { active: await this.openJobs(now), resting: 0 };
  }

  owned(now: number): Promise<string[]> {
    return this.openJobs(now);
  }

  whose(): Promise<'ours'> {
    return Promise.resolve('ours');
  }

  leave(): Promise<void> {
    return Promise.resolve();
  }
}
