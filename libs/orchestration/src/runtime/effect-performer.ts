import type { Command } from '../core/commands';
import type { Effect, ForwardEffect, UndoEffect } from '../core/effects';
import type { JobContext, ReversionExecutor, StepExecutor } from './executor';
import type { InstanceLoad } from './instance-load';

/** Gives every effect to whom it belongs: forward ones to the step executor, the others to the reversion executor. */
export class EffectPerformer {
  constructor(
    private readonly steps: StepExecutor,
    private readonly reversion: ReversionExecutor,
    private readonly load: InstanceLoad,
  ) {}

  perform(effect: Exclude<Effect, { kind: 'wake' }>, job: JobContext): Promise<Command> | Command {
    return isUndo(effect) ? this.reversion.perform(effect, job) : this.steps.perform(effect, job);
  }

  /** The job needs nothing more. */
  forget(jobId: string): void {
    this.load.releaseJob(jobId);
  }
}

function isUndo(effect: ForwardEffect | UndoEffect): effect is UndoEffect {
  return effect.kind === 'take-back-state' || ('undo' in effect && effect.undo);
}
