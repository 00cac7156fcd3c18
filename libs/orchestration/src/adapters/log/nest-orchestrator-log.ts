import { Logger } from '@nestjs/common';
import type { OrchestratorLog } from '../../ports/log.port';

export class NestOrchestratorLog implements OrchestratorLog {
  private readonly logger = new Logger('Orchestrator');

  damaged(jobId: string, error: Error): void {
    this.logger.error({ jobId, message: `job ${jobId} stops: ${error.message}` });
  }

  kept(reason: string): void {
    this.logger.warn(`ended jobs could not be deleted yet: ${reason}`);
  }

  trouble(reason: string): void {
    this.logger.error(`sharing jobs with other replicas: ${reason}`);
  }

  refused(jobId: string, reason: string): void {
    this.logger.error({ jobId, message: `job ${jobId} fails: the journal cannot hold what it did next: ${reason}` });
  }

  lost(jobId: string, reason: string): void {
    this.logger.error({ jobId, message: `job ${jobId} is no longer driven here: ${reason}` });
  }
}
