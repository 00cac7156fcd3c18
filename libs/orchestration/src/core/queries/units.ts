import { isCommandMessage, SAFE_COMMANDS } from '#contract/pure';
import { type PlannedStep, type PlannedTask } from '../plan/plan';
import {
  type CallState,
  type JobState,
  type StepState,
  type TaskState,
  type UnitRef,
  type UnitState,
} from '../model/state';

/** One unit with where it stands and what is planned for it. */
export interface LocatedUnit {
  readonly ref: UnitRef;
  readonly planned: PlannedTask;
  readonly unit: UnitState;
  /** When the task began: of a `forEach`, its first item. */
  readonly startedAt: number | null;
}

export function stepAt(state: JobState, index: number): { plan: PlannedStep; step: StepState } {
  const plan = state.plan.steps[index];
  const step = state.steps[index];
  if (!plan || !step) throw new RangeError(`job ${state.id} has no step ${index}`);
  return { plan, step };
}

export function unitAt(state: JobState, { step, task, unit: index }: UnitRef): LocatedUnit {
  const ref = { step, task, unit: index };
  const planned = state.plan.steps[ref.step]?.tasks[ref.task];
  const units = state.steps[ref.step]?.tasks[ref.task]?.units;
  const unit = units?.[ref.unit];
  if (!planned || !unit) throw new RangeError(`job ${state.id} has no unit ${ref.step}/${ref.task}/${ref.unit}`);
  return { ref, planned, unit, startedAt: units?.[0]?.startedAt ?? null };
}

export function hasUnit(state: JobState, { step, task, unit }: UnitRef): boolean {
  return state.steps[step]?.tasks[task]?.units[unit] !== undefined;
}

/** The units of a step, in the order of the document. */
export function unitsOf(state: JobState, step: number): LocatedUnit[] {
  return locate(state, step, ({ units }) => [0, units.length]);
}

/** Those units of a step that have begun, but for the first of each task that have succeeded or were skipped. */
export function openUnitsOf(state: JobState, step: number): LocatedUnit[] {
  return locate(state, step, ({ firstOpen, firstNew }) => [firstOpen, firstNew]);
}

function locate(state: JobState, step: number, range: (task: TaskState) => [from: number, to: number]): LocatedUnit[] {
  const { plan, step: current } = stepAt(state, step);
  const located: LocatedUnit[] = [];
  for (const [task, value] of current.tasks.entries()) {
    const planned = plan.tasks[task];
    if (!planned) continue;
    const { units } = value;
    const startedAt = units[0]?.startedAt ?? null;
    const [from, to] = range(value);
    for (let unit = from; unit < to; unit++) {
      located.push({ ref: { step, task, unit }, planned, unit: units[unit]!, startedAt });
    }
  }
  return located;
}

/** How many units a step has. */
export function unitCount(state: JobState, step: number): number {
  return stepAt(state, step).step.tasks.reduce((sum, { units }) => sum + units.length, 0);
}

/** Some units of a step, in the order of the document: at most so many, from a position on. */
export function unitsFrom(state: JobState, step: number, from: number, most: number): LocatedUnit[] {
  let skip = from;
  let left = most;
  return locate(state, step, ({ units: { length } }) => {
    const first = Math.min(skip, length);
    const end = Math.min(first + left, length);
    skip -= first;
    left -= end - first;
    return [first, end];
  });
}

/** Whether the job, on its way forward, waits for the response to this request. */
export function isCalling(state: JobState, requestId: string): boolean {
  if (state.phase !== 'forward' || state.cursor >= state.steps.length) return false;
  return openUnitsOf(state, state.cursor).some(({ unit }) => unit.phase === 'calling' && unit.requestId === requestId);
}

/** `step/task`, or `step/task/0` for an item of a `forEach`. */
export function addressOf({ ref, planned }: Pick<LocatedUnit, 'ref' | 'planned'>): string {
  return planned.forEach ? `${planned.address}/${ref.unit}` : planned.address;
}

/** The forward call of a unit, or its revert. */
export function callStateOf(unit: UnitState, undo: boolean): CallState {
  return undo && unit.undo ? unit.undo.call : unit.call;
}

/** The unit that one with `of` refers to. */
export function originalUnitOf(state: JobState, { of }: PlannedTask): UnitState | undefined {
  return of === null ? undefined : state.steps[of.step]?.tasks[of.task]?.units[0];
}

export function isUnitFinished({ phase }: UnitState): boolean {
  return phase === 'succeeded' || phase === 'failed' || phase === 'skipped';
}

/** Whether a call changes nothing, by the name of its command or by the forms of its service. */
export function isSafe({ safe, body }: Pick<UnitState, 'safe' | 'body'>): boolean {
  return safe || (isCommandMessage(body) && SAFE_COMMANDS.has(body.command));
}
