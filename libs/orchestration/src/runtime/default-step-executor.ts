import type { Command } from '../core/commands';
import type { ForwardEffect, PrepareState, ReadState, WriteState } from '../core/effects';
import type { Clock } from '../ports/clock.port';
import { StateRefused, type StateClient, type WriteOutcome } from '../ports/state-client.port';
import type { JobContext, StepExecutor } from './executor';
import { patiently } from './patience';
import type { ServiceCalls } from './service-calls';

/** Runs steps as the protocol says: binds late, calls, and moves data through the state document. */
export class DefaultStepExecutor implements StepExecutor {
  constructor(
    private readonly calls: ServiceCalls,
    private readonly states: StateClient,
    private readonly clock: Clock,
  ) {}

  perform(effect: ForwardEffect, job: JobContext): Promise<Command> | Command {
    switch (effect.kind) {
      case 'bind':
        return this.calls.bind(effect, job);
      case 'call':
        return this.calls.call(effect, job);
      case 'prepare-state':
        return this.prepare(effect, job);
      case 'read-state':
        return this.read(effect, job);
      case 'write-state':
        return this.write(effect, job);
    }
  }

  private async prepare({ patienceMs }: PrepareState, job: JobContext): Promise<Command> {
    const { stateDoc, plan, submittedBy } = job.state;
    const { state } = plan;
    if (!stateDoc || !state) return { type: 'state-prepared' };
    const key = `${job.jobId}/prepare`;
    const prepared = await patiently(this.clock, patienceMs, job, () =>
      this.states.prepare(stateDoc.address, state, key, submittedBy),
    );
    if (!prepared.ok) return failed(null, prepared.error);
    const refusal = refusalOf(prepared.value);
    return refusal === null
      ? { type: 'state-prepared' }
      : { type: 'state-failed', step: null, message: refusal, refused: true };
  }

  private async read({ step, task, patienceMs, maxAgeMs }: ReadState, job: JobContext): Promise<Command> {
    const { stateDoc, submittedBy } = job.state;
    const address = stateDoc?.address;
    if (address === undefined) return { type: 'state-read', step, task, document: {}, etag: null };
    const blocked = (error: Error) => job.tell({ type: 'step-blocked', step, reason: error.message });
    const look = () => this.states.read(address, maxAgeMs, submittedBy);
    const read = await patiently(this.clock, patienceMs, job, look, blocked);
    if (!read.ok) return failed(step, read.error);
    return { type: 'state-read', step, task, ...read.value };
  }

  private async write(
    { step, idempotencyKey: key, etag, writes, patienceMs }: WriteState,
    job: JobContext,
  ): Promise<Command> {
    const address = job.state.stateDoc?.address ?? '';
    const blocked = (error: Error) => job.tell({ type: 'step-blocked', step, reason: error.message });
    const write = () => this.states.write(address, writes, etag, key, job.state.submittedBy);
    const written = await patiently(this.clock, patienceMs, job, write, blocked);
    if (!written.ok) return failed(step, written.error);
    switch (written.value.kind) {
      case 'written':
        return { type: 'state-written', step, key };
      case 'conflict':
        return { type: 'state-conflict', step, key };
      case 'refused':
        return { type: 'state-refused', step, key, message: written.value.message, partly: written.value.partly };
    }
  }
}

function failed(step: number | null, error: Error): Command {
  return { type: 'state-failed', step, message: error.message, refused: error instanceof StateRefused };
}

function refusalOf(outcome: WriteOutcome): string | null {
  if (outcome.kind === 'written') return null;
  return outcome.kind === 'refused' ? outcome.message : 'the state document exists already';
}
