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
import { inBothDialects } from '#contract';
import { Draining, PlatformConfig, PublicAddress } from '#platform';
import { COMPOSABLE_OPTIONS } from '../composable.module-definition';
import type { ComposableOptions } from '../composable-options';
import { backoffMs } from './backoff';
import { DiscoveryGateway } from './discovery-gateway';

const DEFAULT_TTL_S = 60;
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
    private readonly gateway: DiscoveryGateway,
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
        else await this.gateway.renew(this.registryID);
        failures = 0;
        await this.pause((this.ttl * 1000) / RENEWALS_PER_TTL);
      } catch (error) {
        // Whatever went wrong (discovery may have forgotten us), registering again sets it right.
        this.registryID = undefined;
        failures++;
        this.logger.warn(`Not registered with discovery: ${reasonOf(error)}`);
        await this.pause(backoffMs(failures));
      }
    }
  }

  private async register(): Promise<void> {
    const { serviceName, resource, tags = [], profile, mediaTypes = ['application/json'] } = this.options;
    const { description, metadata } = this.options;
    const url = this.address.url;
    this.registryID = await this.gateway.register(
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
    );
    this.logger.log(`Registered with discovery as ${this.registryID}`);
  }

  private leave(): Promise<void> {
    this.leaving ??= this.unregister();
    return this.leaving;
  }

  private async unregister(): Promise<void> {
    this.ended.abort();
    await this.running;
    // Another replica may answer at this address. When none does, pings and the ttl end the registration.
    if (this.registryID === undefined || this.config.DATABASE_URL !== undefined) return;
    try {
      await this.gateway.unregister(this.registryID);
    } catch (error) {
      this.logger.warn(`Could not unregister: ${reasonOf(error)}`);
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

/** A host of several addresses that refuses on all of them has a code, but no message. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message === '' ? (code ?? String(error)) : message;
}
