import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RegistryFeed } from './adapters/locator/registry-feed';
import { OrchestrationConfig } from './orchestration.config';
import { Orchestrator } from './runtime/orchestrator';
import { Retention } from './runtime/retention';
import { Stewardship } from './runtime/stewardship';

/** Takes open jobs up again at start, and lets calls in flight be answered, and hands over, before the end. */
@Injectable()
export class OrchestrationLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly feed: RegistryFeed,
    private readonly orchestrator: Orchestrator,
    private readonly stewardship: Stewardship,
    private readonly retention: Retention,
    private readonly config: OrchestrationConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.feed.start();
    await this.stewardship.start();
    this.retention.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.retention.stop();
    this.stewardship.retire();
    await this.orchestrator.stop(this.config.JOB_STOP_GRACE_MS);
    await this.stewardship.leave();
    this.feed.stop();
  }
}
