import type { Bind } from '../core/effects';
import type { Target } from '../core/state';

export const LOCATOR = Symbol('Locator');

export type Located = { readonly target: Target } | { readonly reason: string };

/** Finds an instance among those that are registered and healthy now. */
export interface Locator {
  locate(query: Pick<Bind, 'action' | 'selector' | 'command' | 'same'>): Promise<Located>;

  /** Resolves when it makes sense to look again, or when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void>;
}
