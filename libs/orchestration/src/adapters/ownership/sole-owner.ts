import type { Ownership } from '../../ports/ownership.port';

/** A journal of one process: it owns every job. */
export class SoleOwner implements Ownership {
  readonly id = null;
  readonly shared = false;
  readonly held = true;
  readonly leads = true;

  constructor(private readonly openJobs: () => Promise<string[]>) {}

  join(): Promise<void> {
    return Promise.resolve();
  }

  renew(): Promise<void> {
    return Promise.resolve();
  }

  claim(): Promise<string[]> {
    return this.openJobs();
  }

  owned(): Promise<string[]> {
    return this.openJobs();
  }

  whose(): Promise<'ours'> {
    return Promise.resolve('ours');
  }

  leave(): Promise<void> {
    return Promise.resolve();
  }
}
