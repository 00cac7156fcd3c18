import { type Drawing } from './drawing';

// Pixels. The style sheet has the same.
export const ROW = 26;
export const BAR = 14;
/** Above the first line: room for what concerns the whole job. */
export const HEAD = 22;
export const AXIS = 24;
/** Between the lanes. */
const BETWEEN = 22;

/** Where a line begins, below the head. */
export function topOf(index: number, { undoFrom, rows }: Pick<Drawing, 'undoFrom' | 'rows'>): number {
  const isBelow = index >= undoFrom && rows.length > undoFrom;
  return index * ROW + (isBelow ? BETWEEN : 0);
}

export const middleOf = (index: number, drawing: Drawing): number => HEAD + topOf(index, drawing) + ROW / 2;
