import { PointerError, setAt } from '#contract/pure';
import { type JobState } from '../model/state';
import { type Write } from '../model/state-write';
import { valuesOf } from '../task/stored-values';
import { planWrites, type ValueOfStep } from '../task/writes';

export type PlannedWrites =
  { readonly ok: true; readonly writes: readonly Write[] } | { readonly ok: false; readonly message: string };

/** What the step's one patch writes, and what it replaces in `document`. */
export function writesOf(state: JobState, step: number, document: unknown): PlannedWrites {
  try {
    return { ok: true, writes: planWrites(document, valuesOf(state, step)) };
  } catch (error) {
    if (error instanceof PointerError) return { ok: false, message: error.message };
    throw error;
  }
}

/** The document as a later task of a sequential step sees it: with what the tasks before it will leave there. */
export function withStored(state: JobState, step: number, document: unknown): unknown {
  const copies = new Set<object>();
  const store = (current: unknown, { targetPath, value }: ValueOfStep) => setAt(current, targetPath, value, copies);
  try {
    return valuesOf(state, step).reduce(store, document);
  } catch (error) {
    if (error instanceof PointerError) return document;
    throw error;
  }
}
