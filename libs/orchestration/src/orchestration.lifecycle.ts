import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RegistryFeed } from './adapters/locator/registry-feed';
import { OrchestrationConfig } from './orchestration.config';
import { Orchestrator } from './runtime/orchestrator';
import { Retention } from './runtime/retention';

/** Takes open jobs up again at start, and lets calls in flight be answered before the end. */
@Injectable()
export class OrchestrationLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly feed: RegistryFeed,
    private readonly orchestrator: Orchestrator,
    private readonly retention: Retention,
    private readonly config: OrchestrationConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.feed.start();
    await this.orchestrator.recover();
    this.retention.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.retention.stop();
    await this.orchestrator.stop(this.config.JOB_STOP_GRACE_MS);
    this.feed.stop();
  }
}
