import type { Command } from '../core/commands';
import type { Effect } from '../core/effects';
import { failedEffect } from '../core/failed-effect';
import { type ContextOwner, EffectContext, type Performed } from './effect-context';
import { EffectsUnderWay } from './effects-under-way';
import type { JobContext } from './executor';

/** What came of an effect. */
export interface Told {
  readonly command: Command;
  readonly effect: Performed;
}

/** What is known at once, and whether something waits for the journal. */
interface Started {
  readonly answers: readonly Told[];
  readonly waits: boolean;
}

interface EffectOwner extends ContextOwner {
  tell(command: Command): void;
}

/** Starts the effects that a job waits for, each once, and the timer for the next of its waits. */
export class EffectStarter {
  private readonly underWay = new EffectsUnderWay();
  private wake: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(
    private readonly owner: EffectOwner,
    private readonly perform: (effect: Performed, job: JobContext) => Promise<Command> | Command,
  ) {}

  get anyUnderWay(): boolean {
    return this.underWay.any;
  }

  /**
   * Starts what may start now: `released` are the keys of the effects that the journal already asks for. With
   * `onlyIntended`, only effects that change the world, whose intents are written anyway.
   */
  start(effects: readonly Effect[], onlyIntended: boolean, released: () => ReadonlySet<string>): Started {
    this.underWay.keepOnly(() => keysOf(effects));
    const answers: Told[] = [];
    let waits = false;
    let keys: ReadonlySet<string> | null = null;
    let wakeAt: number | null = null;
    for (const effect of onlyIntended ? effects.filter(isIntended) : effects) {
      if (effect.kind === 'wake') {
        wakeAt = effect.at;
      } else if (!this.underWay.has(effect.key)) {
        keys ??= effect.durable ? released() : null;
        if (!effect.durable || keys?.has(effect.key)) this.begin(effect, answers);
        else waits = true;
      }
    }
    this.wakeUpAt(wakeAt);
    return { answers, waits };
  }

  cancelWake(): void {
    this.wake?.cancel();
    this.wake = null;
  }

  /** @see EffectsUnderWay.retain */
  retain(keys: ReadonlySet<string>): readonly EffectContext[] {
    return this.underWay.retain(keys);
  }

  loseAll(): void {
    this.underWay.loseAll();
  }

  private wakeUpAt(at: number | null): void {
    if (at === (this.wake?.at ?? null)) return;
    this.wake?.cancel();
    const tick = (): void => {
      this.wake = null;
      this.owner.tell({ type: 'tick' });
    };
    this.wake = at === null ? null : { at, cancel: this.owner.clock.at(at, tick) };
  }

  private begin(effect: Performed, answers: Told[]): void {
    const { key } = effect;
    const context = new EffectContext(this.owner, effect);
    const answer = this.performNow(effect, context);
    if (!(answer instanceof Promise)) return void answers.push({ command: answer, effect });
    this.underWay.begin(key, context);
    const done = (command: Command): void => {
      this.underWay.end(key, context);
      context.tell(command);
    };
    answer.then(done, (error: unknown) => done(failedEffect(effect, error)));
  }

  private performNow(effect: Performed, context: JobContext): Promise<Command> | Command {
    try {
      return this.perform(effect, context);
    } catch (error) {
      return failedEffect(effect, error);
    }
  }
}

function isIntended(effect: Effect): boolean {
  return effect.kind !== 'wake' && effect.durable;
}

export function keysOf(effects: readonly Effect[]): ReadonlySet<string> {
  return new Set(effects.flatMap((effect) => (effect.kind === 'wake' ? [] : [effect.key])));
}
