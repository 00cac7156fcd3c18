import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PlatformError } from '#contract';
import {
  ActionRefused,
  type Clock,
  CLOCK,
  type OperatorCommand,
  OrchestrationConfig,
  Orchestrator,
  type Ownership,
  OWNERSHIP,
} from '#orchestration';
import { Pruner } from '#platform';
import { type Batch, BATCH_STORE, type BatchStore, type Told } from './store/batch-store';

/** Jobs that are told at once; what came of it is written for all of them together. */
const AT_ONCE = 20;
const PAUSE_MS = 1_000;
const DAY_MS = 86_400_000;
const DELETED_AT_ONCE = 20;

/**
 * Tells jobs what was asked of many: in the background, and again after a stop. Of several replicas the one that leads does
 * it. A job that was told and a stop kept from being noted is told again, which changes nothing: the batch is the key.
 */
@Injectable()
export class BatchWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Batches');
  private wake = new AbortController();
  private readonly loop = new Pruner({
    prune: () => this.round(),
    pause: () => this.pause(),
    failed: (error) => this.logger.warn({ message: `an action on many jobs has to wait: ${String(error)}` }),
  });

  constructor(
    @Inject(BATCH_STORE) private readonly batches: BatchStore,
    @Inject(OWNERSHIP) private readonly ownership: Pick<Ownership, 'leads'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly orchestrator: Orchestrator,
    private readonly config: OrchestrationConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const stopped = this.loop.stop();
    this.wake.abort();
    await stopped;
  }

  /** A batch was added: if this replica leads, it begins at once. */
  begin(): void {
    this.wake.abort();
  }

  private async pause(): Promise<void> {
    await this.clock.sleep(PAUSE_MS, this.wake.signal);
    if (this.wake.signal.aborted) this.wake = new AbortController();
  }

  /** Whether there is more to do. */
  private async round(): Promise<boolean> {
    if (!this.ownership.leads) return false;
    const next = await this.batches.next(AT_ONCE);
    if (next === null) return this.deleteOld();
    const { batch, items } = next;
    if (items.length === 0) {
      await this.batches.complete(batch.id, this.clock.now());
      return true;
    }
    const command = commandOf(batch);
    const told = await Promise.all(items.map(async (item) => ({ ...item, told: await this.act(item.jobId, command) })));
    await this.batches.tell(batch.id, told);
    return true;
  }

  private async act(jobId: string, command: OperatorCommand): Promise<Told> {
    try {
      const state = await this.orchestrator.act(jobId, command);
      return state === null ? { outcome: 'not-found', detail: null } : { outcome: 'accepted', detail: null };
    } catch (error) {
      if (error instanceof ActionRefused) return { outcome: 'refused', detail: error.message };
      if (error instanceof PlatformError) return { outcome: 'unknown', detail: error.message };
      throw error;
    }
  }

  private async deleteOld(): Promise<boolean> {
    const { JOB_RETENTION_DAYS: days } = this.config;
    if (days === 0) return false;
    const deleted = await this.batches.deleteBefore(this.clock.now() - days * DAY_MS, DELETED_AT_ONCE);
    return deleted === DELETED_AT_ONCE;
  }
}

function commandOf({ id, action, by, reason }: Batch): OperatorCommand {
  const asked = { by, reason, requestKey: `batch:${id}` };
  switch (action) {
    case 'continue':
      return { type: action, ...asked, skip: [] };
    case 'rerun':
      return { type: action, ...asked, from: null };
    case 'revert':
      return { type: action, ...asked, to: null };
    default:
      return { type: action, ...asked };
  }
}
