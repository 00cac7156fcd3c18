import { type StepTracks, type Timeline } from './timeline';
import { type Track } from './track';

/** One line of the drawing: a call, a step by itself, or what is folded into one. */
export interface Row {
  readonly key: string;
  readonly label: string;
  readonly tracks: readonly Track[];
  /** What opens or closes with this row; absent where there is nothing to open. */
  readonly fold?: { readonly key: string; readonly isOpen: boolean };
}

export interface RowOptions {
  /** Keys of folds that are the other way round than they would be by themselves. */
  readonly toggled: ReadonlySet<string>;
  /** Only calls in whose address or error this stands. */
  readonly query: string;
}

/** Calls of a step that are shown one by one. */
const CALLS_SHOWN = 8;
/** Steps that are shown one by one; beyond, those between in which all went well are folded. */
const STEPS_SHOWN = 40;
const STEPS_AT_ENDS = 5;
/** Found or troubled calls that are shown one by one. */
const PICKED_SHOWN = 50;

export function rowsOf({ steps }: Timeline, options: RowOptions): Row[] {
  const all = [...steps.values()];
  const query = options.query.trim().toLowerCase();
  if (query) return all.flatMap((step) => foundIn(step, query)).slice(0, PICKED_SHOWN * 4);
  return stretchesOf(all).flatMap((stretch) => {
    if (stretch.length === 1) return rowsOfStep(stretch[0]!, options);
    const { name } = stretch[0]!;
    const fold = { key: `from ${name}`, isOpen: options.toggled.has(`from ${name}`) };
    const label = `${stretch.length} steps: ${name} to ${stretch.at(-1)!.name}`;
    const row: Row = { key: `>${name}`, label, fold, tracks: fold.isOpen ? [] : stretch.flatMap(tracksOf) };
    return fold.isOpen ? [row, ...stretch.flatMap((step) => rowsOfStep(step, options))] : [row];
  });
}

/** Steps one by one, or those that can be folded together. */
function stretchesOf(steps: readonly StepTracks[]): StepTracks[][] {
  if (steps.length <= STEPS_SHOWN) return steps.map((step) => [step]);
  const stretches: StepTracks[][] = [];
  let open: StepTracks[] | undefined;
  for (const [index, step] of steps.entries()) {
    const isPlain = index >= STEPS_AT_ENDS && index < steps.length - STEPS_AT_ENDS && step.ended && !step.isTroubled;
    if (isPlain && open) open.push(step);
    else stretches.push((open = [step]));
    if (!isPlain) open = undefined;
  }
  return stretches;
}

function rowsOfStep(step: StepTracks, { toggled }: RowOptions): Row[] {
  const calls = [...step.calls.values()];
  const self = hasBars(step.self) || calls.length === 0 ? [step.self] : [];
  const [only] = calls;
  // A call and its step take turns: one line has room for both.
  if (only && calls.length === 1) return [{ key: only.address, label: only.address, tracks: [...self, only] }];
  const head = self.map((track): Row => ({ key: `=${step.name}`, label: step.name, tracks: [track] }));
  if (calls.length <= CALLS_SHOWN) return [...head, ...calls.map(rowOfCall)];
  const key = `in ${step.name}`;
  const isOpen = toggled.has(key);
  const label = `${step.name}: ${calls.length} calls`;
  if (isOpen) return [{ key: `=${step.name}`, label, tracks: self, fold: { key, isOpen } }, ...calls.map(rowOfCall)];
  const troubled = new Set(calls.filter(({ isTroubled }) => isTroubled).slice(0, PICKED_SHOWN));
  const others = calls.filter((track) => !troubled.has(track));
  return [
    { key: `=${step.name}`, label, tracks: [...self, ...others], fold: { key, isOpen } },
    ...[...troubled].map(rowOfCall),
  ];
}

function foundIn({ calls, self }: StepTracks, query: string): Row[] {
  const found = [...calls.values(), self].filter(
    (track) => track.address.toLowerCase().includes(query) || track.detail?.toLowerCase().includes(query),
  );
  return found.filter((track) => track !== self || hasBars(self)).map(rowOfCall);
}

const rowOfCall = (track: Track): Row => ({ key: track.address, label: track.address, tracks: [track] });
const tracksOf = (step: StepTracks): Track[] => [step.self, ...step.calls.values()];
const hasBars = ({ forward, undo, undoEnd }: Track): boolean =>
  forward.length > 0 || undo.length > 0 || undoEnd !== undefined;
