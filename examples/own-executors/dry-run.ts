import { Injectable, Logger } from '@nestjs/common';
import { type Command, type ForwardEffect, type JobContext, ServicePerformer, type StepExecutor } from '#orchestration';

/** Runs the steps of a job without calling a service: each call is logged, and succeeds. */
@Injectable()
export class DryRun implements StepExecutor {
  private readonly logger = new Logger('DryRun');

  constructor(private readonly services: ServicePerformer) {}

  perform(effect: ForwardEffect, job: JobContext): Promise<Command> | Command {
    switch (effect.kind) {
      case 'bind': {
        const { unit, undo, selector } = effect;
        const name = selector.serviceName ?? selector.tag ?? 'any service';
        const endpoints = { execute: null, repeat: null, revert: null };
        const target = { registryId: 'dry-run', name, url: 'http://dry-run.invalid', endpoints };
        return { type: 'bound', ...unit, undo, target: { ...target, safe: false, idempotent: false } };
      }
      case 'call': {
        const { unit, undo, requestId, attempt, target, body } = effect;
        this.logger.log(`${job.jobId} would call ${target.name}: ${JSON.stringify(body)}`);
        const value = { dryRun: true };
        const response = { kind: 'responded', status: 200, body: { kind: 'json', value }, bytes: 0 } as const;
        return { type: 'responded', ...unit, undo, requestId, attempt, response };
      }
      default:
        return this.services.perform(effect, job);
    }
  }
}
