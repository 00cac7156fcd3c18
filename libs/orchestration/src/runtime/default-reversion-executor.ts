import type { Command } from '../core/commands';
import type { TakeBackState, UndoEffect } from '../core/effects';
import { takeBack } from '../core/undo/take-back';
import type { Clock } from '../ports/clock.port';
import { StateUnreachable, type StateClient } from '../ports/state-client.port';
import type { JobContext, ReversionExecutor } from './executor';
import { patiently } from './patience';
import type { ServiceCalls } from './service-calls';

/** As long as the reverts of a task may take by default. */
const TAKE_BACK_PATIENCE_MS = 180_000;

/** Undoes steps as the saga rules say: reverts what was called, and takes back what was written. */
export class DefaultReversionExecutor implements ReversionExecutor {
  constructor(
    private readonly calls: ServiceCalls,
    private readonly states: StateClient,
    private readonly clock: Clock,
  ) {}

  perform(effect: UndoEffect, job: JobContext): Promise<Command> | Command {
    switch (effect.kind) {
      case 'bind':
        return this.calls.bind(effect, job);
      case 'call':
        return this.calls.call(effect, job);
      case 'take-back-state':
        return this.takeBack(effect, job);
    }
  }

  private async takeBack({ step, writes }: TakeBackState, job: JobContext): Promise<Command> {
    const { stateDoc, submittedBy } = job.state;
    const address = stateDoc?.address;
    if (address === undefined) return { type: 'state-taken-back', step, kept: [] };
    const attempt = async (): Promise<Command> => {
      const { document, etag } = await this.states.read(address, 0, submittedBy);
      const patch = takeBack(document, writes);
      if (patch.operations.length === 0) return { type: 'state-taken-back', step, kept: patch.kept };
      const outcome = await this.states.takeBack(address, patch, etag, submittedBy);
      if (outcome.kind === 'conflict') throw new StateUnreachable('somebody else keeps writing the state document');
      if (outcome.kind === 'refused') return { type: 'state-not-taken-back', step, message: outcome.message };
      return { type: 'state-taken-back', step, kept: patch.kept };
    };
    const done = await patiently(this.clock, TAKE_BACK_PATIENCE_MS, job, attempt);
    return done.ok ? done.value : { type: 'state-not-taken-back', step, message: done.error.message };
  }
}
