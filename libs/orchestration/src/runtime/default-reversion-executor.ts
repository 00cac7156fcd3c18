import type { Command } from '../core/commands';
import type { TakeBackState, UndoEffect } from '../core/effects';
import type { Clock } from '../ports/clock.port';
import type { StateClient } from '../ports/state-client.port';
import type { JobContext, ReversionExecutor } from './executor';
import { patiently } from './patience';
import type { ServiceCalls } from './service-calls';

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

  private async takeBack(effect: TakeBackState, job: JobContext): Promise<Command> {
    const { step, idempotencyKey: key, etag, operations, patienceMs } = effect;
    const { stateDoc, submittedBy } = job.state;
    const send = () => this.states.takeBack(stateDoc?.address ?? '', operations, etag, key, submittedBy);
    const sent = await patiently(this.clock, patienceMs, job, send);
    if (!sent.ok) return { type: 'state-not-taken-back', step, message: sent.error.message };
    switch (sent.value.kind) {
      case 'written':
        return { type: 'state-taken-back', step, key };
      case 'conflict':
        return { type: 'state-take-back-conflict', step, key };
      case 'refused':
        return { type: 'state-not-taken-back', step, message: sent.value.message };
    }
  }
}
