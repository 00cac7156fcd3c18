import type { CommandTraits } from '#contract/pure';
import type { Bind } from '../core/effects';
import type { Target } from '../core/state';

export const LOCATOR = Symbol('Locator');

export type Located = Found | NotLocated;

export interface NotLocated {
  readonly reason: string;
  /** When to look again even if nothing changes; milliseconds since the epoch. */
  readonly again?: number;
}

export interface Found {
  readonly target: Target;
  /** What its forms promise of the command. */
  readonly traits: CommandTraits;
}

/** Finds an instance among those that are registered and healthy now. */
export interface Locator {
  /**
   * `chosen` hears of the choice at once, so that whoever chooses next already counts it. Answers at once where nobody has to
   * be asked.
   */
  locate(
    query: Pick<Bind, 'action' | 'selector' | 'command' | 'same'> & Partial<Pick<Bind, 'regardless'>>,
    chosen?: (registryId: string) => void,
  ): Promise<Located> | Located;

  /** Resolves when it makes sense to look again, or when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void>;
}
