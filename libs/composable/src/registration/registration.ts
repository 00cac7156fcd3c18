import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DiscoveryClient } from '#clients';
import { inBothDialects } from '#contract';
import { backoffMs } from '#contract/pure';
import { Draining, PlatformConfig, PublicAddress } from '#platform';
import { COMPOSABLE_OPTIONS } from '../composable.module-definition';
import type { ComposableOptions } from '../composable-options';

const DEFAULT_TTL_S = 60;
/** Half of a pause is left to chance, so that a restarted fleet does not register at once. */
const PAUSES = { firstMs: 500, longestMs: 30_000 };
const TIMEOUT_MS = 5_000;
/** A renewal may fail twice before the registration runs out. */
const RENEWALS_PER_TTL = 3;

/** Keeps the service known to discovery for as long as it listens, however often either of them restarts. */
@Injectable()
export class Registration implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Registration.name);
  private readonly ended = new AbortController();
  private registryID?: string;
  private running: Promise<void> = Promise.resolve();
  private leaving?: Promise<void>;

  constructor(
    private readonly discovery: DiscoveryClient,
    private readonly address: PublicAddress,
    private readonly draining: Draining,
    private readonly config: PlatformConfig,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(COMPOSABLE_OPTIONS) private readonly options: ComposableOptions,
  ) {}

  /** The address is known, and worth telling, once the server listens. */
  onApplicationBootstrap(): void {
    if (this.options.register === false) return;
    const server = this.adapterHost.httpAdapter.getHttpServer() as Server;
    const start = () => {
      this.running = this.stayRegistered();
    };
    if (server.listening) start();
    else server.once('listening', start);
    this.draining.signal.addEventListener('abort', () => void this.leave(), { once: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leave();
  }

  private async stayRegistered(): Promise<void> {
    for (let failures = 0; !this.ended.signal.aborted;) {
      try {
        if (this.registryID === undefined) await this.register();
        else await this.discovery.renew(this.registryID, timeLimit());
        failures = 0;
        await this.pause((this.ttl * 1000) / RENEWALS_PER_TTL);
      } catch (error) {
        // Whatever went wrong (discovery may have forgotten us), registering again sets it right.
        this.registryID = undefined;
        failures++;
        this.logger.warn(`Not registered with discovery: ${(error as Error).message}`);
        await this.pause(backoffMs(failures, PAUSES) * (0.5 + Math.random() / 2));
      }
    }
  }

  private async register(): Promise<void> {
    const { serviceName, resource, tags = [], profile, mediaTypes = ['application/json'] } = this.options;
    const { description, metadata } = this.options;
    const url = this.address.url;
    const { registryID } = await this.discovery.register(
      inBothDialects({
        name: serviceName,
        url,
        tags: [...new Set([resource, ...tags])],
        mediaTypes,
        endpoints: ['/execute', '/repeat', '/revert', '/forms', '/ping'],
        pingURL: `${url}/ping`,
        ttl: this.ttl,
        ...(description === undefined ? {} : { description }),
        ...(profile === undefined ? {} : { profile }),
        ...(metadata === undefined ? {} : { metadata }),
      }),
      timeLimit(),
    );
    this.registryID = registryID;
    this.logger.log(`Registered with discovery as ${registryID}`);
  }

  private leave(): Promise<void> {
    this.leaving ??= this.unregister();
    return this.leaving;
  }

  private async unregister(): Promise<void> {
    this.ended.abort();
    await this.running;
    // Another replica may respond at this address. When none does, pings and the ttl end the registration.
    if (this.registryID === undefined || this.config.DATABASE_URL !== undefined) return;
    try {
      await this.discovery.unregister(this.registryID, timeLimit());
    } catch (error) {
      this.logger.warn(`Could not unregister: ${(error as Error).message}`);
    }
  }

  private get ttl(): number {
    return this.options.ttl ?? DEFAULT_TTL_S;
  }

  /** Ends early, and without complaint, when the service does. */
  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.ended.signal, ref: false }).catch(() => undefined);
  }
}

/** For one call from the start to the last byte: a discovery that trickles does not hold up the next attempt. */
function timeLimit(): AbortSignal {
  return AbortSignal.timeout(TIMEOUT_MS);
}
