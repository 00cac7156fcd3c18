import { type IntendedWrite } from '../model/events';
import { branchesOf } from '../plan/branches';
import { type PlannedTask, type PlannedWait } from '../plan/plan';
import { type Outcome } from '../model/packed-units';
import { type JobState, type TaskState, type WaitState } from '../model/state';
import { type Write } from '../model/state-write';
import { extractValues, type StoredValue } from './results';
import { type ValueOfStep } from './writes';
import { UnitList } from '../model/unit-list';
import { isTaskOver, plannedFor, stepAt } from '../queries/units';

/** The values that a step leaves in the state document: those of its tasks in the order of the job document, or of its signal. */
export function valuesOf(state: JobState, step: number): readonly ValueOfStep[] {
  const { plan, step: current } = stepAt(state, step);
  if (plan.wait) return signalValues(plan.wait, current.wait);
  return plan.tasks.flatMap((planned, index) => {
    const task = current.tasks[index];
    return task ? taskValues(planned, task).map((stored) => ({ ...stored, task: index })) : [];
  });
}

function signalValues(planned: PlannedWait, wait: WaitState | null): readonly StoredValue[] {
  if (planned.kind !== 'signal' || !wait?.signal) return [];
  const extracted = extractValues(planned.store, 200, wait.signal.body);
  return extracted.ok ? extracted.values : [];
}

function taskValues(planned: PlannedTask, task: TaskState): readonly StoredValue[] {
  if (branchesOf(planned).every(({ store }) => store.length === 0)) return [];
  if (!(task.units instanceof UnitList)) return task.units.flatMap((unit) => unitValues(planned, unit));
  const values = known.get(task) ?? listValues(planned, task.units);
  // The values of a task that is over do not change any more.
  if (isTaskOver(task)) known.set(task, values);
  return values;
}

const known = new WeakMap<TaskState, readonly StoredValue[]>();

/** A `forEach` leaves one array per place, in the order of its items: over nothing, an empty one. */
function listValues(planned: PlannedTask, units: UnitList): readonly StoredValue[] {
  const lists = new Map<string, unknown[]>(planned.store.map(({ targetPath }) => [targetPath, []]));
  let isDone = units.length === 0;
  for (const outcome of units.outcomes()) {
    isDone ||= outcome.phase === 'succeeded';
    for (const { targetPath, value } of unitValues(planned, outcome)) {
      const list = lists.get(targetPath);
      if (list) list.push(value);
      else lists.set(targetPath, [value]);
    }
  }
  if (!isDone) return [];
  const own = planned.store.map(({ targetPath }, rule) => ({ rule, targetPath, value: lists.get(targetPath) }));
  planned.store.forEach(({ targetPath }) => lists.delete(targetPath));
  // Places of which only alternatives know come after them.
  const others = [...lists].map(([targetPath, value], at) => ({ rule: own.length + at, targetPath, value }));
  return [...own, ...others];
}

function unitValues(task: PlannedTask, unit: Outcome): readonly StoredValue[] {
  if (unit.phase !== 'succeeded') return [];
  const extracted = extractValues(plannedFor(task, unit).store, unit.status ?? 200, unit.result);
  return extracted.ok ? extracted.values : [];
}

/** Writes as the journal keeps them: without the values that its earlier events hold. */
export function withoutValues(writes: readonly Write[]): IntendedWrite[] {
  return writes.map(({ value, previous, ...write }) => ({
    ...write,
    ...(write.rule === undefined && { value }),
    ...(write.previousOf === undefined && { previous }),
  }));
}

/**
 * The opposite of `withoutValues`.
 * @throws Error when a write refers to what its job does not have.
 */
export function withValues(state: JobState, step: number, intended: readonly IntendedWrite[]): Write[] {
  const stored = new Map(valuesOf(state, step).map(({ task, rule, value }) => [`${task ?? ''}/${rule}`, value]));
  const writes: Write[] = [];
  for (const write of intended) {
    const key = `${write.task ?? ''}/${write.rule ?? ''}`;
    const isReferring = write.rule !== undefined;
    if (isReferring && !stored.has(key)) throw new Error(`"${write.path}" takes its value from a task that has none`);
    const value = isReferring ? stored.get(key) : write.value;
    const previous = write.previousOf === undefined ? write.previous : writes[write.previousOf]?.value;
    writes.push({ ...write, value, previous });
  }
  return writes;
}
