import { createInterface } from 'node:readline/promises';
import { Injectable } from '@nestjs/common';
import {
  type Command,
  type JobContext,
  type ReversionExecutor,
  ServicePerformer,
  type UndoEffect,
} from '#orchestration';

/** Undoes as the platform does, after a person has agreed to each revert. A revert that is declined stays an open effect. */
@Injectable()
export class AskBeforeUndo implements ReversionExecutor {
  constructor(private readonly services: ServicePerformer) {}

  async perform(effect: UndoEffect, job: JobContext): Promise<Command> {
    if (effect.kind !== 'bind') return this.services.perform(effect, job);
    const { unit, undo, same } = effect;
    if (await this.agrees(`Undo what ${same?.name ?? 'the service'} did for job ${job.jobId}?`)) {
      return this.services.perform(effect, job);
    }
    return { type: 'not-bound', ...unit, undo, message: 'the operator declined to undo it' };
  }

  release(jobId: string): void {
    this.services.release(jobId);
  }

  protected async agrees(question: string): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const reply = await terminal.question(`${question} [y/N] `);
    terminal.close();
    return reply.trim().toLowerCase() === 'y';
  }
}
