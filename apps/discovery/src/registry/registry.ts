import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { deepEqual, PlatformError } from '#contract';
import { DiscoveryConfig } from '../config/discovery.config';
import type { RegistryEntry, ServiceRegistration } from '../core/entry';
import {
  type Changed,
  applyLifeEvent,
  type LifeEvent,
  type LifeTransition,
  type EvictionLimits,
  register,
} from '../core/lifecycle';
import { profileAddressOf, type ProfileState } from '../core/profile-state';
import { type Claimant, leaseDigest, assertMayChange, assertMayUseName, newLeaseToken } from '../core/ownership';
import { type EntryKey, ServiceWriter } from '../storage/service-writer';
import { LiveRegistry } from './live-registry';

const LEAVE: LifeTransition = { type: 'removed', why: 'unregistered' };

export interface RegistrationResult {
  readonly entry: RegistryEntry;
  readonly created: boolean;
  /** Sent once, to the caller who became the owner. */
  readonly leaseToken?: string;
}

/** Operations on the registry. Each is on disk, and visible in memory, before its promise resolves. */
@Injectable()
export class Registry {
  private readonly limits: EvictionLimits;

  constructor(
    private readonly writer: ServiceWriter,
    private readonly live: LiveRegistry,
    config: DiscoveryConfig,
  ) {
    this.limits = { evictAfter: config.DISCOVERY_EVICT_AFTER, forgetAfterMs: config.DISCOVERY_FORGET_AFTER_MS };
  }

  /** @throws PlatformError `forbidden` when the address or the name belongs to another caller */
  async register(registration: ServiceRegistration, claimant: Claimant): Promise<RegistrationResult> {
    const freshId = randomUUID();
    const now = Date.now();
    const leaseToken = newLeaseToken();
    const lease = leaseDigest(leaseToken);
    let admitted: string | undefined;
    const decide = (current: RegistryEntry | undefined, takenBy: string | undefined): Changed => {
      if (current) assertMayChange(claimant, current);
      if (current?.registration.name !== registration.name) assertMayUseName(claimant, registration.name, takenBy);
      const { owner } = current ?? {};
      const ownership =
        owner === undefined && claimant ? { owner: claimant.name, lease } : { owner, lease: current?.lease };
      const changed = register(freshId, registration, now, current, ownership);
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

  /** Whether it existed. */
  async renew(registryId: string, claimant: Claimant): Promise<boolean> {
    return (await this.happened(registryId, { type: 'renewed' }, claimant)) !== undefined;
  }

  /** Whether it existed. */
  async unregister(key: EntryKey, claimant: Claimant): Promise<boolean> {
    const left = await this.change(key, (current) => {
      if (current) assertMayChange(claimant, current);
      return current && LEAVE;
    });
    return left !== undefined;
  }

  /**
   * Applies the result of a ping of `entry`. A result without a change is not written, and a miss counts once, even if
   * two replicas ping the same service during a hand-over.
   */
  async pinged(entry: RegistryEntry, event: LifeEvent): Promise<void> {
    const now = Date.now();
    if (applyLifeEvent(entry, event, now, this.limits).type === 'unchanged') return;
    await this.change({ registryId: entry.registryId }, (current): LifeTransition | undefined => {
      if (!current || (event.type === 'missed' && !standsAs(entry, current))) return undefined;
      return applyLifeEvent(current, event, now, this.limits);
    });
  }

  /** Records what came of fetching the profile that an entry names, if it still names it. */
  async profiled(registryId: string, address: string, alps: ProfileState): Promise<void> {
    await this.change({ registryId }, (current): LifeTransition | undefined => {
      const isMeant = current && profileAddressOf(current.registration) === address;
      if (!isMeant || deepEqual(current.alps, alps)) return undefined;
      return { type: 'changed', entry: { ...current, alps, updatedAt: Date.now() } };
    });
  }

  /** The services were not pinged for a while: their recorded health no longer holds. */
  async restore(): Promise<void> {
    const now = Date.now();
    await this.writer.changeAll((current) => applyLifeEvent(current, { type: 'restored' }, now, this.limits));
    await this.live.catchUp();
  }

  private happened(
    registryId: string,
    event: LifeEvent,
    claimant: Claimant = null,
  ): Promise<LifeTransition | undefined> {
    const now = Date.now();
    return this.change({ registryId }, (current) => {
      if (current) assertMayChange(claimant, current);
      return current && applyLifeEvent(current, event, now, this.limits);
    });
  }

  private async change<T extends LifeTransition | undefined>(
    key: EntryKey,
    decide: (current: RegistryEntry | undefined) => T,
  ): Promise<T> {
    const outcome = await this.writer.change(key, decide);
    if (outcome?.type === 'renewed') this.live.renewed(outcome.entry);
    else if (outcome) await this.live.catchUp();
    return outcome;
  }
}

function standsAs(one: RegistryEntry, other: RegistryEntry): boolean {
  return one.health === other.health && one.misses === other.misses;
}

export function notRegistered(registryId: string): PlatformError {
  return new PlatformError('not-found', `No service is registered as ${registryId}`);
}
