import type { Command } from '../core/commands';
import type { Effect } from '../core/effects';
import type { JobState } from '../core/state';
import type { Clock } from '../ports/clock.port';
import type { JobContext } from './executor';

/** What the runtime performs: timers are the driver's own. */
export type Performed = Exclude<Effect, { kind: 'wake' }>;

/** What the context asks of whoever drives the job. */
export interface ContextOwner {
  readonly state: JobState;
  readonly clock: Clock;
  /** Whether this process may still call for the job. */
  mayCall(): boolean;
  hear(command: Command, effect: Performed): void;
}

/** One effect under way, and whether somebody still wants what it is to bring. */
export class EffectContext implements JobContext {
  readonly state: JobState;
  private over = false;
  private controller?: AbortController;

  constructor(
    private readonly owner: ContextOwner,
    readonly effect: Performed,
  ) {
    this.state = owner.state;
  }

  get jobId(): string {
    return this.state.id;
  }

  get lost(): boolean {
    return this.over;
  }

  /** Hardly any effect asks for it, and it costs more than everything else about an effect: made when it is asked for. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.over) this.controller.abort();
    return this.controller.signal;
  }

  lose(): void {
    this.over = true;
    this.controller?.abort();
  }

  now(): number {
    return this.owner.clock.now();
  }

  mayCall(): boolean {
    return !this.over && this.owner.mayCall();
  }

  tell(command: Command): void {
    if (!this.over) this.owner.hear(command, this.effect);
  }
}
