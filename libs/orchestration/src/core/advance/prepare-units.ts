import { getAt, isJsonObject, jsonSize, runToEnd } from '#contract/pure';
import { holds } from '../plan/condition';
import { type JournalEvent } from '../model/events';
import { branchesOf } from '../plan/branches';
import { type PlannedTask } from '../plan/plan';
import { statePointers } from '../plan/references';
import { type JobState, type StateValues } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { missingValues, notAnObject, tooLarge, tooLargeTogether } from '../task/input-fault';
import { itemLookups } from '../task/item-lookups';
import { identified } from '../task/identified';
import { literalInput, type InputScope, resolveInput } from '../task/message';
import { requestIdOf } from '../task/request-id';
import { type LocatedUnit, numberOfAlternative, originalUnitOf, stepAt } from '../queries/units';

type Place = Pick<UnitRef, 'step' | 'task'>;
type ForEachTask = PlannedTask & { readonly forEach: NonNullable<PlannedTask['forEach']> };
type StateValue = (pointer: string) => unknown;

/**
 * Starts one task: creates its units with ids and bodies, or with the reason why they are skipped. Of a `forEach` only
 * the items are recorded; its units are prepared in turn, see `prepareItems`.
 */
export function prepareTask(state: JobState, step: number, task: number, document: unknown): JournalEvent[] {
  return runToEnd(preparingTask(state, step, task, document));
}

/** The same, some items at a time. */
export function* preparingTask(
  state: JobState,
  step: number,
  task: number,
  document: unknown,
): Generator<void, JournalEvent[]> {
  const { plan, step: current } = stepAt(state, step);
  const planned = plan.tasks[task];
  if (!planned || current.tasks[task]?.firstNew !== 0) return [];
  const because = skipReason(planned, document);
  if (because !== null) return skip(planned, { step, task }, because);
  if (isForEach(planned)) return yield* expanding(state, planned, { step, task }, document);
  return prepareUnit(state, planned, { step, task, unit: 0 }, (pointer) => getAt(document, pointer));
}

function isForEach(planned: PlannedTask): planned is ForEachTask {
  return planned.forEach !== null;
}

function skipReason(planned: PlannedTask, document: unknown): string | null {
  if (!planned.enabled) return 'it is disabled';
  return planned.when && !holds(planned.when, document) ? 'its condition does not hold' : null;
}

function skip({ forEach }: PlannedTask, place: Place, because: string): JournalEvent[] {
  const skipped: JournalEvent = { type: 'unit-skipped', ...place, unit: 0, because };
  return forEach === null ? [skipped] : [{ type: 'task-expanded', ...place, items: [null] }, skipped];
}

/**
 * Records the items of a `forEach`, and the values that its input takes from the state document: the document may
 * change later.
 */
function* expanding(
  state: JobState,
  planned: ForEachTask,
  place: Place,
  document: unknown,
): Generator<void, JournalEvent[]> {
  const { pointer } = planned.forEach;
  const items = getAt(document, pointer) ?? otherwise(state, planned.forEach.default, document);
  const refuse = (code: 'state-value-missing' | 'limit-exceeded', message: string): JournalEvent[] => [
    { type: 'step-failed', step: place.step, code, message },
  ];
  if (!Array.isArray(items)) {
    return refuse('state-value-missing', `forEach needs an array at "${pointer}" of the state document`);
  }
  const { items: most } = state.limits;
  if (items.length > most) {
    const message = `forEach takes at most ${most} items, and "${pointer}" has ${items.length}`;
    return refuse('limit-exceeded', `${planned.address}: ${message}`);
  }
  if (state.unitCount + items.length > state.limits.units) {
    const message = `the job would have more than ${state.limits.units} units with the ${items.length} items at "${pointer}"`;
    return refuse('limit-exceeded', `${planned.address}: ${message}`);
  }
  const pointers = branchesOf(planned).flatMap(({ input, literal }) => (literal ? [] : statePointers(input)));
  const stateValues = valuesAt(document, [...new Set(pointers)]);
  const bytes = jsonSize([items, stateValues], state.limits.recordBytes);
  if (state.inputBytes + bytes > state.limits.inputsBytes) {
    return refuse('limit-exceeded', tooLargeTogether(state.limits.inputsBytes).message);
  }
  const lacking = yield* findingLack(state, planned, place, stateValues, items);
  return [{ type: 'task-expanded', ...place, items, stateValues, bytes }, ...lacking];
}

/** The default of a list, which may refer to the state document. */
function otherwise(state: JobState, given: unknown, document: unknown): unknown {
  const resolved = resolveInput(
    given,
    scopeOf({ ...state, lenient: false }, (pointer) => getAt(document, pointer)),
  );
  return resolved.ok ? resolved.value : undefined;
}

function scopeOf(
  { stateDoc, lenient, limits }: JobState,
  stateValue: StateValue,
  item: { item?: unknown; index?: number } = {},
): InputScope {
  return { stateValue, stateUrl: stateDoc?.address ?? null, lenient, longestText: limits.inputBytes, ...item };
}

function valuesAt(document: unknown, pointers: readonly string[]): StateValues {
  const found = pointers.map((pointer) => [pointer, getAt(document, pointer)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/**
 * An item that lacks what the input takes from it fails the job before anything is called for the others; where the job
 * goes on, each fails in its turn.
 */
function* findingLack(
  state: JobState,
  planned: PlannedTask,
  place: Place,
  stateValues: StateValues,
  items: readonly unknown[],
): Generator<void, JournalEvent[]> {
  const goesOn = planned.orElse !== null || planned.onFailure !== 'undo';
  if (planned.literal || goesOn || items.length === 0) return [];
  const resolve = (input: unknown, unit: number) =>
    resolveInput(
      input,
      scopeOf(state, (pointer) => stateValues[pointer], { item: items[unit], index: unit }),
    );
  const lookups = itemLookups(planned.input);
  // What does not depend on the item is looked at once.
  for (let unit = 0; unit < items.length; unit++) {
    yield;
    if (resolve(unit === 0 ? planned.input : lookups, unit).ok) continue;
    const { lacks } = resolve(planned.input, unit);
    return [{ type: 'unit-failed', ...place, unit, ...missingValues(lacks) }];
  }
  return [];
}

/** Resolving and measuring inputs takes time: of what is larger than this together, the rest has its turn later. */
export const BYTES_AT_ONCE = 256 * 1024;

export function bytesPreparedBy(events: readonly JournalEvent[]): number {
  return events.reduce((bytes, event) => bytes + (event.type === 'unit-prepared' ? (event.bytes ?? 0) : 0), 0);
}

/** The next items of a task that was expanded: at most so many, and no more than may be under way at once. */
export function prepareItems(state: JobState, { step, task }: Place, most: number): JournalEvent[] {
  const { plan, step: current } = stepAt(state, step);
  const planned = plan.tasks[task];
  const expanded = current.tasks[task];
  if (!planned || !expanded?.stateValues) return [];
  const { stateValues, units, open, firstNew } = expanded;
  const end = Math.min(units.length, firstNew + Math.min(most, (planned.maxParallel ?? Infinity) - open.length));
  const events: JournalEvent[] = [];
  for (let unit = firstNew; unit < end && bytesPreparedBy(events) < BYTES_AT_ONCE; unit++) {
    const stateValue = (pointer: string) => stateValues[pointer];
    events.push(...prepareUnit(state, planned, { step, task, unit }, stateValue, units.at(unit)?.item));
  }
  return events;
}

/** A unit that begins anew gets the ids and the body of the alternative that it uses. */
export function prepareAnew(state: JobState, { ref, planned, unit }: LocatedUnit, document: unknown): JournalEvent[] {
  const values = state.steps[ref.step]?.tasks[ref.task]?.stateValues;
  const stateValue: StateValue = (pointer) => (values ? values[pointer] : getAt(document, pointer));
  return prepareUnit(state, planned, ref, stateValue, unit.item);
}

function prepareUnit(
  state: JobState,
  planned: PlannedTask,
  ref: UnitRef,
  stateValue: StateValue,
  item?: unknown,
): JournalEvent[] {
  if (planned.of !== null) return [prepareLike(state, planned, ref)];
  const scope = scopeOf(state, stateValue, { item, index: ref.unit });
  const resolved = planned.literal ? literalInput(planned.input) : resolveInput(planned.input, scope);
  if (!resolved.ok) return [{ type: 'unit-failed', ...ref, ...missingValues(resolved.lacks) }];
  const { value: input } = resolved;
  if (!isJsonObject(input)) return [{ type: 'unit-failed', ...ref, ...notAnObject(input) }];
  const bytes = jsonSize(input, state.limits.inputBytes);
  const { inputBytes: atMost, inputsBytes } = state.limits;
  if (bytes > atMost) return [{ type: 'unit-failed', ...ref, ...tooLarge(planned.input, stateValue, atMost) }];
  if (state.inputBytes + bytes > inputsBytes)
    return [{ type: 'unit-failed', ...ref, ...tooLargeTogether(inputsBytes) }];
  const requestId = requestIdOf(state, ref);
  const alternative = numberOfAlternative(state, ref);
  const { message, madeId } = identified(state, { ...ref, alternative }, requestId, input);
  const body = planned.selector.does === undefined ? { body: message } : { terms: input };
  const warnings = resolved.lacks.map(({ pointer, unfit = 'missing' }): JournalEvent => ({
    type: 'warned',
    message: `${planned.address}: left out what refers to "${pointer}", which is ${unfit} in the state document`,
  }));
  return [
    ...warnings,
    { type: 'unit-prepared', ...ref, requestId, ...body, bytes, ...(madeId && 'body' in body && { madeId }) },
  ];
}

/** `of`: the same ids, body and instance as an earlier task. */
function prepareLike(state: JobState, planned: PlannedTask, ref: UnitRef): JournalEvent {
  const original = originalUnitOf(state, planned);
  if (!original?.requestId) {
    return { type: 'unit-skipped', ...ref, because: 'the task it refers to did not run' };
  }
  // A call that was refused may be about a record that is older than the job.
  if (original.reaction?.tolerated != null) {
    return { type: 'unit-skipped', ...ref, because: 'the task it refers to failed' };
  }
  const { requestId, call } = original;
  return { type: 'unit-prepared', ...ref, requestId, ...(call.target && { target: call.target }) };
}
