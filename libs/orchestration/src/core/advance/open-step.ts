import { getAt, isJsonObject } from '#contract/pure';
import { holds } from '../condition';
import { type JobEvent } from '../events';
import { type PlannedTask } from '../plan/plan';
import { type JobState, type UnitRef } from '../state';
import { derivedId } from '../task/derived-id';
import { asItIs, identify, resolveInput } from '../task/message';
import { requestIdOf } from '../task/request-id';
import { stepAt } from '../units';

/** The step starts: every task of a parallel step gets its body from the document as it stands now. */
export function openStep(state: JobState, step: number, document: unknown): JobEvent[] {
  const { plan } = stepAt(state, step);
  const opened: JobEvent = { type: 'step-opened', step };
  if (plan.sequential) return [opened];
  return [opened, ...plan.tasks.flatMap((_, task) => prepareUnits(state, step, task, document))];
}

/** What a task needs of the state document before it can start. */
export function needsDocument(task: PlannedTask): boolean {
  return task.enabled && (task.readsState || task.when !== null || task.forEach !== null);
}

/** One task starts: its units are made, and each gets its ids and its body, or the reason why it is skipped. */
export function prepareUnits(state: JobState, step: number, task: number, document: unknown): JobEvent[] {
  const { plan, step: current } = stepAt(state, step);
  const planned = plan.tasks[task];
  const units = current.tasks[task]?.units ?? [];
  if (!planned || units.some(({ phase }) => phase !== 'new')) return [];
  const because = skipReason(planned, document);
  if (because !== null) return skip(planned, { step, task, unit: 0 }, because);
  if (planned.forEach === null) return prepare(state, planned, { step, task, unit: 0 }, document);

  const items = getAt(document, planned.forEach.pointer) ?? otherwise(state, planned.forEach.default, document);
  if (!Array.isArray(items)) {
    const message = `forEach needs an array at "${planned.forEach.pointer}" of the state document`;
    return [{ type: 'step-failed', step, code: 'state-value-missing', message }];
  }
  const prepared = items.flatMap((item: unknown, unit) =>
    prepare(state, planned, { step, task, unit }, document, item),
  );
  return [{ type: 'task-expanded', step, task, items }, ...prepared];
}

/** The default of a list, in which something of the state document may be meant. */
function otherwise(state: JobState, given: unknown, document: unknown): unknown {
  const resolved = resolveInput(given, { document, stateUrl: state.stateDoc?.address ?? null, lenient: false });
  return resolved.ok ? resolved.value : undefined;
}

function skipReason(planned: PlannedTask, document: unknown): string | null {
  if (!planned.enabled) return 'it is disabled';
  return planned.when && !holds(planned.when, document) ? 'its condition does not hold' : null;
}

function skip(planned: PlannedTask, ref: UnitRef, because: string): JobEvent[] {
  const skipped: JobEvent = { type: 'unit-skipped', ...ref, because };
  return planned.forEach === null
    ? [skipped]
    : [{ type: 'task-expanded', step: ref.step, task: ref.task, items: [null] }, skipped];
}

function prepare(state: JobState, planned: PlannedTask, ref: UnitRef, document: unknown, item?: unknown): JobEvent[] {
  if (planned.of !== null) return [prepareLike(state, planned, ref)];
  const scope = { document, stateUrl: state.stateDoc?.address ?? null, item, index: ref.unit, lenient: state.lenient };
  const resolved = planned.literal ? asItIs(planned.input) : resolveInput(planned.input, scope);
  if (!resolved.ok) {
    const message = `the state document has no value at ${resolved.missing.map((p) => `"${p}"`).join(', ')}`;
    return [{ type: 'unit-failed', ...ref, code: 'state-value-missing', message }];
  }
  const { value: input } = resolved;
  if (!isJsonObject(input)) {
    const message = `the input is ${kindOf(input)}, and not an object; nothing was sent`;
    return [{ type: 'unit-failed', ...ref, code: 'input-not-object', message }];
  }
  const requestId = requestIdOf(state.id, state.run, state.plan, ref, planned.forEach !== null);
  const newId = () => derivedId('create', state.id, state.run, ref);
  const body = identify(input, { requestId, jobId: state.id, newId });
  const warnings = resolved.missing.map((pointer): JobEvent => ({
    type: 'warned',
    message: `${planned.address}: left out what refers to "${pointer}", which the state document does not have`,
  }));
  return [...warnings, { type: 'unit-prepared', ...ref, requestId, body }];
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  return Array.isArray(input) ? 'an array' : `a ${typeof input}`;
}

/** `of`: the same ids, body and instance as an earlier task. */
function prepareLike(state: JobState, planned: PlannedTask, ref: UnitRef): JobEvent {
  const original = planned.of && state.steps[planned.of.step]?.tasks[planned.of.task]?.units[0];
  if (!original?.requestId) {
    return { type: 'unit-skipped', ...ref, because: 'the task it refers to did not run' };
  }
  const { requestId, body, call } = original;
  return { type: 'unit-prepared', ...ref, requestId, body, ...(call.target && { target: call.target }) };
}
