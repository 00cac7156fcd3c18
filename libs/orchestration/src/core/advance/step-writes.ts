import { PointerError, setAt } from '#contract/pure';
import { type PlannedTask } from '../plan/plan';
import { type JobState, type TaskState, type UnitState, type Write } from '../state';
import { extract, type StoredValue } from '../task/results';
import { planWrites, putOf, type ValueOfTask } from '../task/writes';
import { stepAt } from '../units';

export type PlannedWrites =
  { readonly ok: true; readonly writes: readonly Write[] } | { readonly ok: false; readonly message: string };

/** The values that the tasks of a step leave in the state document, in the order of the job document. */
export function valuesOf(state: JobState, step: number): ValueOfTask[] {
  const { plan, step: current } = stepAt(state, step);
  return plan.tasks.flatMap((planned, index) => {
    const task = current.tasks[index];
    return task ? taskValues(planned, task).map((stored) => ({ ...stored, task: index })) : [];
  });
}

function taskValues(planned: PlannedTask, { expanded, units }: TaskState): StoredValue[] {
  const perUnit = units.map((unit) => unitValues(planned, unit));
  if (planned.forEach === null) return perUnit.flat();
  const isDone = expanded && (units.length === 0 || units.some(({ phase }) => phase === 'succeeded'));
  if (!isDone) return [];
  // A `forEach` leaves one array per place, in the order of its items: over nothing, an empty one.
  return planned.store.map(({ targetPath }) => ({
    targetPath,
    value: perUnit.flatMap((values) => values.filter((v) => v.targetPath === targetPath).map((v) => v.value)),
  }));
}

function unitValues(planned: PlannedTask, unit: UnitState): readonly StoredValue[] {
  if (unit.phase !== 'succeeded') return [];
  const extracted = extract(planned.store, unit.status ?? 200, unit.result);
  return extracted.ok ? extracted.values : [];
}

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
  const planned = writesOf(state, step, document);
  if (!planned.ok) return document;
  const copies = new Set<object>();
  return planned.writes.map(putOf).reduce((current, { path, value }) => setAt(current, path, value, copies), document);
}
