import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Pruner } from '#platform';
import { AuditConfig } from './audit.config';
import { AuditLog } from './audit-log';

const DAY_MS = 86_400_000;
const BATCH = 500;

/** Deletes entries at the end of their retention, in the background. Several replicas may do so at once. */
@Injectable()
export class AuditRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly pruner = new Pruner({
    prune: () => this.log.deleteBefore(Date.now() - this.config.AUDIT_RETENTION_DAYS * DAY_MS, BATCH),
    pause: async (signal) => {
      // Being woken early is not an error.
      await delay(this.config.AUDIT_RETENTION_SWEEP_MS, undefined, { signal, ref: false }).catch(() => undefined);
    },
    failed: (error) => this.logger.warn({ message: `old entries of the audit are kept for now: ${String(error)}` }),
  });

  constructor(
    private readonly log: AuditLog,
    private readonly config: AuditConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.AUDIT_RETENTION_DAYS > 0) this.pruner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pruner.stop();
  }
}
