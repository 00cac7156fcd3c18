import type { Command } from '../../core/model/commands';
import type { Effect } from '../../core/model/effects';
import type { JobState } from '../../core/model/state';
import type { Clock } from '../../ports/clock.port';
import type { JobContext } from '../../ports/executor.port';
import type { Ownership } from '../../ports/ownership.port';

/** What executors perform; the driver keeps the timers itself. */
export type PerformedEffect = Exclude<Effect, { kind: 'wake' }>;

/** The driver, as its effects see it. */
export interface EffectOwner {
  readonly state: JobState;
  readonly clock: Clock;
  /** A result, or progress, of an effect: applied with the next batch. */
  enqueue(command: Command, effect: PerformedEffect): void;
  dispatch(command: Command): void;
}

/** One effect in flight. After `cancel` its result is ignored. */
export class EffectContext implements JobContext {
  readonly state: JobState;
  private cancelled = false;
  private controller?: AbortController;

  constructor(
    private readonly owner: EffectOwner,
    private readonly ownership: Pick<Ownership, 'held'>,
    readonly effect: PerformedEffect,
  ) {
    this.state = owner.state;
  }

  get jobId(): string {
    return this.state.id;
  }

  /** Made on demand: few effects need it, and it costs more than all else about an effect. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.cancelled) this.controller.abort();
    return this.controller.signal;
  }

  cancel(): void {
    this.cancelled = true;
    this.controller?.abort();
  }

  now(): number {
    return this.owner.clock.now();
  }

  mayCall(): boolean {
    return !this.cancelled && this.ownership.held;
  }

  report(command: Command): void {
    if (!this.cancelled) this.owner.enqueue(command, this.effect);
  }
}
