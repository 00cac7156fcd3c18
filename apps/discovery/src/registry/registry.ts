import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PlatformError } from '#contract';
import { DiscoveryConfig } from '../config/discovery.config';
import type { Entry, Registration } from '../core/entry';
import { evolve, type LifeEvent, type Outcome, type Patience, register } from '../core/lifecycle';
import { type EntryKey, ServiceWriter } from '../storage/service-writer';
import { LiveRegistry } from './live-registry';

const LEAVE: Outcome = { type: 'removed', why: 'unregistered' };

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

  async register(registration: Registration): Promise<{ entry: Entry; created: boolean }> {
    const freshId = randomUUID();
    const now = Date.now();
    const { entry } = await this.change(registration, (current) => register(freshId, registration, now, current));
    return { entry, created: entry.registryId === freshId };
  }

  /** Whether it was there. */
  async renew(registryId: string): Promise<boolean> {
    return (await this.happened(registryId, { type: 'renewed' })) !== undefined;
  }

  /** Whether it was there. */
  async unregister(key: EntryKey): Promise<boolean> {
    return (await this.change(key, (current) => current && LEAVE)) !== undefined;
  }

  /** Takes in how a ping of `entry` went. What changes nothing is not written. */
  async pinged(entry: Entry, event: LifeEvent): Promise<void> {
    if (evolve(entry, event, Date.now(), this.patience).type !== 'unchanged')
      await this.happened(entry.registryId, event);
  }

  /** Nobody watched the services for a while: what was thought of them no longer holds. */
  async restore(): Promise<void> {
    const now = Date.now();
    await this.writer.changeAll((current) => evolve(current, { type: 'restored' }, now, this.patience));
    await this.live.catchUp();
  }

  private happened(registryId: string, event: LifeEvent): Promise<Outcome | undefined> {
    const now = Date.now();
    return this.change({ registryId }, (current) => current && evolve(current, event, now, this.patience));
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

export function notRegistered(registryId: string): PlatformError {
  return new PlatformError('not-found', `No service is registered as ${registryId}`);
}
