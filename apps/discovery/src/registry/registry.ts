import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PlatformError } from '#contract';
import { DiscoveryConfig } from '../config/discovery.config';
import type { Entry, Registration } from '../core/entry';
import { type Changed, evolve, type LifeEvent, type Outcome, type Patience, register } from '../core/lifecycle';
import { type Claimant, leaseDigest, mayChange, mayUseName, newLeaseToken } from '../core/tenure';
import { type EntryKey, ServiceWriter } from '../storage/service-writer';
import { LiveRegistry } from './live-registry';

const LEAVE: Outcome = { type: 'removed', why: 'unregistered' };

export interface Registered {
  readonly entry: Entry;
  readonly created: boolean;
  /** Told once, to whoever became its owner just now. */
  readonly leaseToken?: string;
}

/** What can be done to the registry. All of it is on disk, and visible in memory, before a promise resolves. */
@Injectable()
export class Registry {
  private readonly patience: Patience;

  constructor(
    private readonly writer: ServiceWriter,
    private readonly live: LiveRegistry,
    config: DiscoveryConfig,
  ) {
    this.patience = { evictAfter: config.DISCOVERY_EVICT_AFTER, forgetAfterMs: config.DISCOVERY_FORGET_AFTER_MS };
  }

  /** @throws PlatformError `forbidden` when the address, or the name, is somebody else's */
  async register(registration: Registration, claimant: Claimant): Promise<Registered> {
    const freshId = randomUUID();
    const now = Date.now();
    const leaseToken = newLeaseToken();
    const lease = leaseDigest(leaseToken);
    let admitted: string | undefined;
    const decide = (current: Entry | undefined, takenBy: string | undefined): Changed => {
      if (current) mayChange(claimant, current);
      if (current?.registration.name !== registration.name) mayUseName(claimant, registration.name, takenBy);
      const { owner } = current ?? {};
      const tenure =
        owner === undefined && claimant ? { owner: claimant.name, lease } : { owner, lease: current?.lease };
      const changed = register(freshId, registration, now, current, tenure);
      this.live.admit(changed.entry);
      admitted = changed.entry.registryId;
      return changed;
    };
    const { entry } = await this.writer.register(registration, decide).catch((error: unknown) => {
      if (admitted !== undefined) this.live.release(admitted);
      throw error;
    });
    await this.live.catchUp();
    return { entry, created: entry.registryId === freshId, ...(entry.lease === lease && { leaseToken }) };
  }

  /** Whether it was there. */
  async renew(registryId: string, claimant: Claimant): Promise<boolean> {
    return (await this.happened(registryId, { type: 'renewed' }, claimant)) !== undefined;
  }

  /** Whether it was there. */
  async unregister(key: EntryKey, claimant: Claimant): Promise<boolean> {
    const left = await this.change(key, (current) => {
      if (current) mayChange(claimant, current);
      return current && LEAVE;
    });
    return left !== undefined;
  }

  /**
   * Takes in how a ping of `entry` went. What changes nothing is not written, and a miss counts once, also where two
   * replicas ping the same service while one takes over from the other.
   */
  async pinged(entry: Entry, event: LifeEvent): Promise<void> {
    const now = Date.now();
    if (evolve(entry, event, now, this.patience).type === 'unchanged') return;
    await this.change({ registryId: entry.registryId }, (current): Outcome | undefined => {
      if (!current || (event.type === 'missed' && !standsAs(entry, current))) return undefined;
      return evolve(current, event, now, this.patience);
    });
  }

  /** Nobody watched the services for a while: what was thought of them no longer holds. */
  async restore(): Promise<void> {
    const now = Date.now();
    await this.writer.changeAll((current) => evolve(current, { type: 'restored' }, now, this.patience));
    await this.live.catchUp();
  }

  private happened(registryId: string, event: LifeEvent, claimant: Claimant = null): Promise<Outcome | undefined> {
    const now = Date.now();
    return this.change({ registryId }, (current) => {
      if (current) mayChange(claimant, current);
      return current && evolve(current, event, now, this.patience);
    });
  }

  private async change<T extends Outcome | undefined>(
    key: EntryKey,
    decide: (current: Entry | undefined) => T,
  ): Promise<T> {
    const outcome = await this.writer.change(key, decide);
    if (outcome?.type === 'renewed') this.live.renewed(outcome.entry);
    else if (outcome) await this.live.catchUp();
    return outcome;
  }
}

function standsAs(one: Entry, other: Entry): boolean {
  return one.health === other.health && one.misses === other.misses;
}

export function notRegistered(registryId: string): PlatformError {
  return new PlatformError('not-found', `No service is registered as ${registryId}`);
}
