import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DiscoveryConfig } from '../config/discovery.config';
import type { RegistryEntry } from '../core/entry';
import { profileAddressOf } from '../core/profile-state';
import { PingLimiter } from '../registry/ping-limiter';
import { LiveRegistry, type ServiceChange } from '../registry/live-registry';
import { Registry } from '../registry/registry';
import { ProfileStore } from '../storage/profile-store';
import { ProfileIndex } from './profile-index';
import { ProfileReader } from './profile-reader';
import type { StoredProfile } from '../core/stored-profile';

/** Profiles that are fetched at once. */
const CONCURRENCY = 8;
/** When to retry a profile that could not be reached, and never earlier. */
const RETRY_MS = 60_000;

/** Fetches profiles when services register, and again from time to time; what changed is a change of its services. */
@Injectable()
export class ProfileRefresher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ProfileRefresher.name);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, { again: boolean }>();
  private readonly limiter = new PingLimiter(CONCURRENCY);
  private readonly ending = new AbortController();
  private readonly retryMs: number;
  private ours: (address: string) => boolean = () => true;
  private unfollow?: () => void;

  constructor(
    private readonly live: LiveRegistry,
    private readonly registry: Registry,
    private readonly index: ProfileIndex,
    private readonly store: ProfileStore,
    private readonly reader: ProfileReader,
    private readonly config: DiscoveryConfig,
  ) {
    this.retryMs = Math.min(RETRY_MS, config.DISCOVERY_PROFILE_INTERVAL_MS);
  }

  /** Loads what was fetched before, and fetches what is due. */
  async start(): Promise<void> {
    for (const address of await this.store.addresses()) await this.load(address);
    this.unfollow = this.live.follow(({ change }) => this.notice(change));
    this.scheduleAll();
  }

  /** Sets which addresses to fetch from time to time; the others belong to other replicas. */
  share(ours: (address: string) => boolean): void {
    this.ours = ours;
    if (this.unfollow) this.scheduleAll();
  }

  /** A service has registered: its profile may have changed. */
  registered({ registration }: RegistryEntry): void {
    const address = profileAddressOf(registration);
    if (address !== undefined) this.refresh(address);
  }

  beforeApplicationShutdown(): void {
    this.ending.abort();
    this.unfollow?.();
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private notice(change: ServiceChange): void {
    if (change.type === 'reset') return this.scheduleAll();
    if (change.type === 'remove') return;
    const address = profileAddressOf(change.entry.registration);
    if (address === undefined) return;
    // Another replica has fetched it.
    const { digest } = change.entry.alps ?? {};
    if (digest !== undefined && digest !== this.index.get(address)?.state.digest)
      void this.attempt(() => this.load(address));
    // The replica where the service registered fetches it now: this is in case that one ends.
    if (!this.timers.has(address) && !this.running.has(address)) this.schedule(address, this.retryMs);
  }

  private scheduleAll(): void {
    const addresses = new Set(this.live.all().map(({ registration }) => profileAddressOf(registration)));
    for (const address of [...addresses, ...this.index.addresses()]) if (address !== undefined) this.schedule(address);
  }

  private schedule(address: string, earliestMs = 0): void {
    clearTimeout(this.timers.get(address));
    this.timers.delete(address);
    const known = this.index.get(address);
    const isForgotten = !known && this.live.withProfile(address).length === 0;
    if (isForgotten || !this.ours(address) || this.ending.signal.aborted) return;
    const interval = this.config.DISCOVERY_PROFILE_INTERVAL_MS;
    const dueAt = (known?.checkedAt ?? 0) + (known?.state.status === 'unreachable' ? earliestMs : interval);
    // The clock may have been set back since.
    const waitMs = Math.min(interval, Math.max(earliestMs, dueAt - Date.now()));
    this.timers.set(address, setTimeout(() => this.refresh(address), waitMs).unref());
  }

  /** One fetch of an address at a time; a registration meanwhile asks for another one. */
  private refresh(address: string): void {
    const running = this.running.get(address);
    if (running) {
      running.again = true;
      return;
    }
    clearTimeout(this.timers.get(address));
    const run = { again: false };
    this.running.set(address, run);
    void this.attempt(() => this.limiter.run(() => this.check(address))).then(() => {
      this.running.delete(address);
      if (run.again) this.refresh(address);
      else this.schedule(address, this.retryMs);
    });
  }

  private async check(address: string): Promise<void> {
    const { signal } = this.ending;
    if (signal.aborted) return;
    if (this.live.withProfile(address).length === 0) return this.forget(address);
    const known = await this.store.read(address);
    const isFull = !known && this.index.size >= this.config.DISCOVERY_MAX_PROFILES;
    const profile = isFull ? this.withoutRoom(address) : await this.reader.read(address, known, signal);
    if (signal.aborted) return;
    if (!isFull) {
      await this.store.write(profile);
      this.index.put(profile);
    }
    await this.tell(profile);
  }

  private async tell({ address, status, faults, valid }: StoredProfile): Promise<void> {
    const state = this.index.get(address)?.state ?? { status, ...(valid && { digest: valid.digest }), faults };
    for (const { registryId } of this.live.withProfile(address))
      await this.registry.profiled(registryId, address, state);
  }

  private withoutRoom(address: string): StoredProfile {
    const message = `${this.config.DISCOVERY_MAX_PROFILES} profiles are known already (DISCOVERY_MAX_PROFILES)`;
    const faults = [{ code: 'unreachable' as const, pointer: '', message }];
    return { address, status: 'unreachable', faults, checkedAt: Date.now(), documents: [] };
  }

  private async load(address: string): Promise<void> {
    const profile = await this.store.read(address);
    if (profile) this.index.put(profile);
  }

  private async forget(address: string): Promise<void> {
    await this.store.remove(address);
    this.index.remove(address);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.logger.error(error));
  }
}
