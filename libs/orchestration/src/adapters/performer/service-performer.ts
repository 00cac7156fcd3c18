import { Inject, Injectable } from '@nestjs/common';
import type { Command } from '../../core/model/commands';
import type {
  BindEffect,
  CallEffect,
  ForwardEffect,
  PrepareStateEffect,
  ReadStateEffect,
  TakeBackStateEffect,
  UndoEffect,
  WriteStateEffect,
} from '../../core/model/effects';
import { type Clock, CLOCK } from '../../ports/clock.port';
import type { JobContext, ReversionExecutor, StepExecutor } from '../../ports/executor.port';
import { type Invoker, INVOKER } from '../../ports/invoker.port';
import { type Found, type Located, type Locator, LOCATOR, type NotLocated } from '../../ports/locator.port';
import { STATE_CLIENT, type StateClient, StateRefused, type WriteOutcome } from '../../ports/state-client.port';
import { retryFor } from './retry';

/**
 * Runs and undoes steps as the protocol says: binds each call late, calls the service, and moves data through the state
 * document. It is the default of both STEP_EXECUTOR and REVERSION_EXECUTOR.
 */
@Injectable()
export class ServicePerformer implements StepExecutor, ReversionExecutor {
  constructor(
    @Inject(LOCATOR) private readonly locator: Locator,
    @Inject(INVOKER) private readonly invoker: Invoker,
    @Inject(STATE_CLIENT) private readonly states: StateClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  perform(effect: ForwardEffect | UndoEffect, job: JobContext): Promise<Command> | Command {
    switch (effect.kind) {
      case 'bind':
        return this.bind(effect, job);
      case 'call':
        return this.call(effect, job);
      case 'prepare-state':
        return this.prepareState(effect, job);
      case 'read-state':
        return this.readState(effect, job);
      case 'write-state':
        return this.writeState(effect, job);
      case 'take-back-state':
        return this.takeBackState(effect, job);
    }
  }

  release(jobId: string): void {
    this.locator.releaseJob(jobId);
  }

  private bind(effect: BindEffect, job: JobContext): Promise<Command> | Command {
    const located = this.locate(effect, job);
    if (located instanceof Promise || !('target' in located)) return this.search(effect, job, located);
    return bound(effect, located);
  }

  private async search(effect: BindEffect, job: JobContext, first: Promise<Located> | Located): Promise<Command> {
    const { unit, undo } = effect;
    const began = job.now();
    for (let located = await first; ; located = await this.locate(effect, job)) {
      if ('target' in located) return bound(effect, located);
      const deadline = deadlineOf(effect, located, began);
      if (deadline === null || job.now() >= deadline || job.signal.aborted) {
        return { type: 'not-bound', ...unit, undo, message: located.reason };
      }
      job.report({ type: 'blocked', ...unit, undo, reason: located.reason });
      const again = (located.again ?? Infinity) - this.clock.now();
      await this.changeOr(Math.min(deadline - job.now(), again), job.signal);
    }
  }

  private locate(effect: BindEffect, { jobId }: JobContext): Promise<Located> | Located {
    return this.locator.locate(effect, { jobId, unit: effect.unit, undo: effect.undo });
  }

  private async changeOr(ms: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    await Promise.race([this.locator.changed(either), this.clock.sleep(ms, either)]);
    over.abort();
  }

  private async call(effect: CallEffect, job: JobContext): Promise<Command> {
    const { unit, undo, attempt, requestId, target } = effect;
    try {
      const response = await this.invoker.send(job, effect);
      this.locator.record(target.registryId, response);
      return { type: 'responded', ...unit, requestId, undo, attempt, response };
    } finally {
      this.locator.release({ jobId: job.jobId, unit, undo });
    }
  }

  private async prepareState({ retryForMs }: PrepareStateEffect, job: JobContext): Promise<Command> {
    const { stateDoc, plan, submittedBy } = job.state;
    const { state } = plan;
    if (!stateDoc || !state) return { type: 'state-prepared' };
    const key = `${job.jobId}/prepare`;
    const prepare = () => this.states.prepare(stateDoc.address, state, key, submittedBy);
    return retryFor(retryForMs, this.clock, job, prepare).then(prepared, failedIn(null));
  }

  private async readState({ step, task, retryForMs, maxAgeMs }: ReadStateEffect, job: JobContext): Promise<Command> {
    const { stateDoc, submittedBy } = job.state;
    const address = stateDoc?.address;
    if (address === undefined) return { type: 'state-read', step, task, document: {}, etag: null };
    const read = () => this.states.read(address, maxAgeMs, submittedBy);
    return retryFor(retryForMs, this.clock, job, read, reportBlocked(step, job)).then(
      (snapshot) => ({ type: 'state-read', step, task, ...snapshot }),
      failedIn(step),
    );
  }

  private writeState(effect: WriteStateEffect, job: JobContext): Promise<Command> {
    const { step, idempotencyKey: key, etag, writes, retryForMs } = effect;
    const { stateDoc, submittedBy } = job.state;
    const write = () => this.states.write(stateDoc?.address ?? '', writes, etag, key, submittedBy);
    return retryFor(retryForMs, this.clock, job, write, reportBlocked(step, job)).then((outcome): Command => {
      switch (outcome.kind) {
        case 'written':
          return { type: 'state-written', step, key };
        case 'conflict':
          return { type: 'state-conflict', step, key };
        case 'refused':
          return { type: 'state-refused', step, key, message: outcome.message, partly: outcome.partly };
      }
    }, failedIn(step));
  }

  private takeBackState(effect: TakeBackStateEffect, job: JobContext): Promise<Command> {
    const { step, idempotencyKey: key, etag, operations, retryForMs } = effect;
    const { stateDoc, submittedBy } = job.state;
    const takeBack = () => this.states.takeBack(stateDoc?.address ?? '', operations, etag, key, submittedBy);
    const notTakenBack = ({ message }: { message: string }): Command => ({
      type: 'state-not-taken-back',
      step,
      message,
    });
    return retryFor(retryForMs, this.clock, job, takeBack).then((outcome): Command => {
      switch (outcome.kind) {
        case 'written':
          return { type: 'state-taken-back', step, key };
        case 'conflict':
          return { type: 'state-take-back-conflict', step, key };
        case 'refused':
          return notTakenBack(outcome);
      }
    }, notTakenBack);
  }
}

/** A process that starts has to read the registry first: the time for that begins with the search, whatever has passed before. */
function deadlineOf(
  { deadline, timeoutMs }: BindEffect,
  { isBlind = false }: NotLocated,
  began: number,
): number | null {
  return isBlind && deadline !== null && timeoutMs !== null ? Math.max(deadline, began + timeoutMs) : deadline;
}

function bound({ unit, undo }: BindEffect, { target }: Found): Command {
  return { type: 'bound', ...unit, undo, target };
}

function prepared(outcome: WriteOutcome): Command {
  if (outcome.kind === 'written') return { type: 'state-prepared' };
  const message = outcome.kind === 'refused' ? outcome.message : 'the state document exists already';
  return { type: 'state-failed', step: null, message, onStateRefused: true };
}

function failedIn(step: number | null): (error: Error) => Command {
  return (error) => ({
    type: 'state-failed',
    step,
    message: error.message,
    onStateRefused: error instanceof StateRefused,
  });
}

function reportBlocked(step: number, job: JobContext): (error: Error) => void {
  return (error) => job.report({ type: 'step-blocked', step, reason: error.message });
}
