import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RegistryFeed } from './adapters/locator/registry-feed';
import { OrchestrationConfig } from './orchestration.config';
import type { Runtime } from './runtime/create-runtime';

export const RUNTIME = Symbol('Runtime');

/** Starts the runtime, which recovers open jobs; at shutdown lets calls in flight finish, then hands the jobs over. */
@Injectable()
export class OrchestrationLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly feed: RegistryFeed,
    @Inject(RUNTIME) private readonly runtime: Runtime,
    private readonly config: OrchestrationConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.feed.start();
    await this.runtime.replica.start();
    this.runtime.retention.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { orchestrator, replica, retention } = this.runtime;
    await retention.stop();
    replica.drain();
    await orchestrator.stop(this.config.JOB_STOP_GRACE_MS);
    await replica.leave();
    this.feed.stop();
  }
}
