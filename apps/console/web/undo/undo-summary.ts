import { type Timeline } from '../lanes/timeline';
import { type UndoEnd } from '../lanes/track';

export interface Undone {
  readonly counts: Readonly<Record<UndoEnd | 'underWay', number>>;
  /** What is left open, with the reason. */
  readonly open: readonly { readonly address: string; readonly reason?: string }[];
}

/** What came of undoing a job; undefined where nothing was undone. */
export function undoneIn({ steps }: Timeline): Undone | undefined {
  const counts = { reverted: 0, noop: 0, open: 0, 'written-off': 0, underWay: 0 };
  const open: Undone['open'][number][] = [];
  for (const { self, calls } of steps.values()) {
    // What a step takes back from the state document is no effect of its own, unless it stays.
    const ends = self.undoEnd === 'open' ? [self, ...calls.values()] : calls.values();
    for (const { address, undo, undoEnd, detail } of ends) {
      if (undoEnd) counts[undoEnd]++;
      else if (undo.length > 0) counts.underWay++;
      if (undoEnd === 'open') open.push({ address, reason: detail });
    }
  }
  return Object.values(counts).some((count) => count > 0) ? { counts, open } : undefined;
}
