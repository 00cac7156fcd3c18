import { inTimeSlices } from '#platform';
import { readAhead } from '../../core/decide/state-document';
import type { Command } from '../../core/model/commands';
import type { Effect, ForwardEffect, UndoEffect } from '../../core/model/effects';
import { commandOfFailedEffect } from '../../core/failed-effect';
import type { Executors, JobContext } from '../../ports/executor.port';
import type { Ownership } from '../../ports/ownership.port';
import { EffectContext, type EffectOwner, type PerformedEffect } from './effect-context';

/** What came of an effect. */
export interface EffectResult {
  readonly command: Command;
  readonly effect: PerformedEffect;
}

/** The results that were known at once, and whether an effect waits for the journal. */
interface Started {
  readonly results: readonly EffectResult[];
  readonly waits: boolean;
  /** More may start at once, when other jobs have had their turn. */
  readonly more: boolean;
}

/** Results that are known at once are applied in the same turn of the event loop. */
const MOST_AT_ONCE = 64;

/** The effects of one job that are in flight, each once, and the timer for its next wait. */
export class JobEffects {
  private readonly inFlight = new Map<string, EffectContext>();
  private wake: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(
    private readonly owner: EffectOwner,
    private readonly executors: Executors,
    private readonly ownership: Pick<Ownership, 'held'>,
  ) {}

  get any(): boolean {
    return this.inFlight.size > 0;
  }

  /**
   * Starts what may start now: `released` are the keys of the effects that the journal already asks for. With
   * `onlyIntended`, only effects that change the world, whose intents are written anyway.
   */
  start(effects: readonly Effect[], onlyIntended: boolean, released: () => ReadonlySet<string>): Started {
    this.cancelSearches(effects);
    const results: EffectResult[] = [];
    let waits = false;
    let keys: ReadonlySet<string> | null = null;
    let wakeAt: number | null = null;
    for (const effect of onlyIntended ? effects.filter(isIntended) : effects) {
      if (results.length >= MOST_AT_ONCE) return { results, waits, more: true };
      if (effect.kind === 'wake') {
        wakeAt = effect.at;
      } else if (!this.inFlight.has(effect.key)) {
        keys ??= effect.durable ? released() : null;
        if (!effect.durable || keys?.has(effect.key)) this.begin(effect, results);
        else waits = true;
      }
    }
    this.wakeUpAt(wakeAt);
    return { results, waits, more: false };
  }

  cancelWake(): void {
    this.wake?.cancel();
    this.wake = null;
  }

  /** Leaves searches for instances to the process that continues the job. */
  endSearches(): void {
    for (const [key, context] of this.inFlight) if (context.effect.kind === 'bind') this.cancel(key, context);
  }

  /** Cancels everything but what has one of these keys; returns what is left. */
  retain(keys: ReadonlySet<string>): readonly PerformedEffect[] {
    for (const [key, context] of this.inFlight) if (!keys.has(key)) this.cancel(key, context);
    return [...this.inFlight.values()].map(({ effect }) => effect);
  }

  cancelAll(): void {
    for (const [key, context] of this.inFlight) this.cancel(key, context);
  }

  /** A call that was sent is never cancelled: its response still says what happened. */
  private cancelSearches(effects: readonly Effect[]): void {
    let needed: ReadonlySet<string> | null = null;
    for (const [key, context] of this.inFlight) {
      if (context.effect.kind === 'call') continue;
      needed ??= keysOf(effects);
      if (!needed.has(key)) this.cancel(key, context);
    }
  }

  private cancel(key: string, context: EffectContext): void {
    context.cancel();
    this.inFlight.delete(key);
  }

  private wakeUpAt(at: number | null): void {
    if (at === (this.wake?.at ?? null)) return;
    this.cancelWake();
    const tick = (): void => {
      this.wake = null;
      this.owner.dispatch({ type: 'tick' });
    };
    this.wake = at === null ? null : { at, cancel: this.owner.clock.at(at, tick) };
  }

  private begin(effect: PerformedEffect, results: EffectResult[]): void {
    const { key } = effect;
    const context = new EffectContext(this.owner, this.ownership, effect);
    const result = this.perform(effect, context);
    if (!(result instanceof Promise)) return void results.push({ command: result, effect });
    this.inFlight.set(key, context);
    const done = (command: Command): void => {
      if (this.inFlight.get(key) === context) this.inFlight.delete(key);
      context.report(command);
    };
    const ready = effect.kind === 'read-state' ? result.then((command) => this.ahead(command)) : result;
    ready.then(done, (error: unknown) => done(commandOfFailedEffect(effect, error)));
  }

  /** A document may be the input of many calls. */
  private ahead(command: Command): Promise<Command> {
    return inTimeSlices(readAhead(this.owner.state, command));
  }

  private perform(effect: PerformedEffect, context: JobContext): Promise<Command> | Command {
    const { steps, reversion } = this.executors;
    try {
      return isUndo(effect) ? reversion.perform(effect, context) : steps.perform(effect, context);
    } catch (error) {
      return commandOfFailedEffect(effect, error);
    }
  }
}

function isUndo(effect: ForwardEffect | UndoEffect): effect is UndoEffect {
  return effect.kind === 'take-back-state' || ('undo' in effect && effect.undo);
}

function isIntended(effect: Effect): boolean {
  return effect.kind !== 'wake' && effect.durable;
}

export function keysOf(effects: readonly Effect[]): ReadonlySet<string> {
  return new Set(effects.flatMap((effect) => (effect.kind === 'wake' ? [] : [effect.key])));
}
