import { type PlannedStep, type PlannedTask } from '../plan/plan';
import { copyUnit } from '../model/unit-copies';
import { markForUndo } from './mark-for-undo';
import { type JobState, type StepState, type TaskState, type Units } from '../model/state';
import { type CallState, type UndoPhase, type UnitRef, type UnitState } from '../model/unit-state';
import { undoNeed } from './undo-need';
import { type Counted, UnitList } from '../model/unit-list';
import { tallyOf, type UnitTally } from '../model/unit-tally';

/** One unit with where it stands and what is planned for it. */
export interface LocatedUnit {
  readonly ref: UnitRef;
  readonly planned: PlannedTask;
  readonly unit: UnitState;
  /** When its time limit began: with its task (of a `forEach`, the first item), or when it began anew. */
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
  const own = state.plan.steps[step]?.tasks[task];
  const units = state.steps[step]?.tasks[task]?.units;
  const unit = units?.at(index);
  if (!own || !unit) throw new RangeError(`job ${state.id} has no unit ${step}/${task}/${index}`);
  const planned = plannedFor(own, unit);
  const startedAt = unit.reaction?.restartedAt ?? units?.at(0)?.startedAt ?? null;
  return withUndo(state, { ref, planned, unit, startedAt });
}

/** The task as it is with the alternative that a unit uses. */
export function plannedFor(task: PlannedTask, unit: Pick<UnitState, 'reaction'>): PlannedTask {
  let planned = task;
  for (let left = alternativeOf(unit); left > 0 && planned.orElse !== null; left--) planned = planned.orElse;
  return planned;
}

/** Which alternative of its task a unit uses: they are counted from 1, and 0 is the task itself. */
export function alternativeOf({ reaction }: Pick<UnitState, 'reaction'>): number {
  return reaction?.tried.length ?? 0;
}

/** What an undo means for the units that it has not come to is known without a record for each. */
function withUndo(state: JobState, located: LocatedUnit): LocatedUnit {
  if (located.unit.undo !== null || !state.steps[located.ref.step]?.marked) return located;
  const unit = copyUnit(located.unit);
  markForUndo(unit, located.planned, undoNeed(state, located));
  return { ...located, unit };
}

export function hasUnit(state: JobState, { step, task, unit }: UnitRef): boolean {
  return state.steps[step]?.tasks[task]?.units.at(unit) !== undefined;
}

/** The units of a step, in the order of the document. */
export function unitsOf(state: JobState, step: number): Iterable<LocatedUnit> {
  return unitsAmong(state, step, () => true);
}

/** The same without neighbours of which the tally says that none is meant. */
export function* unitsAmong(
  state: JobState,
  step: number,
  mayBe: (tally: UnitTally, task: number) => boolean,
): Generator<LocatedUnit> {
  for (const [task, { units }] of stepAt(state, step).step.tasks.entries()) {
    for (let unit = 0; unit < units.length; unit++) {
      const { end, tally } = around(units, unit);
      if (mayBe(tally, task)) yield unitAt(state, { step, task, unit });
      else unit = end - 1;
    }
  }
}

/** The unit and its neighbours, counted. */
function around(units: Units, unit: number): Counted {
  if (units instanceof UnitList) return units.around(unit);
  return { first: unit, end: unit + 1, tally: tallyOf(units[unit]!) };
}

/** Those units of a step that have begun, and are not over. */
export function openUnitsOf(state: JobState, step: number): LocatedUnit[] {
  return listed(state, step, ({ open }) => open);
}

/** Those units of a step whose revert is under way. */
export function revertingUnitsOf(state: JobState, step: number): LocatedUnit[] {
  return listed(state, step, ({ reverting }) => reverting);
}

function listed(state: JobState, step: number, among: (task: TaskState) => readonly number[]): LocatedUnit[] {
  const found: LocatedUnit[] = [];
  for (const [task, value] of stepAt(state, step).step.tasks.entries()) {
    for (const unit of among(value)) found.push(unitAt(state, { step, task, unit }));
  }
  return found;
}

/** How many units a step has. */
export function unitCount(state: JobState, step: number): number {
  return stepAt(state, step).step.tasks.reduce((sum, { units }) => sum + units.length, 0);
}

/** Some units of a step, in the order of the document: at most so many, from a position on. */
export function* unitsFrom(state: JobState, step: number, from: number, most: number): Generator<LocatedUnit> {
  let skip = from;
  let left = most;
  for (const [task, { units }] of stepAt(state, step).step.tasks.entries()) {
    for (let unit = skip; unit < units.length; unit++) {
      if (left-- <= 0) return;
      yield unitAt(state, { step, task, unit });
    }
    skip = Math.max(0, skip - units.length);
  }
}

/** Whether the job, on its way forward, waits for the response to this request. */
export function isCalling(state: JobState, requestId: string): boolean {
  if (state.phase !== 'forward' || state.cursor >= state.steps.length) return false;
  return openUnitsOf(state, state.cursor).some(({ unit }) => unit.phase === 'calling' && unit.requestId === requestId);
}

/** Tells a unit from every other of its job. */
export function keyOf({ step, task, unit }: UnitRef): string {
  return `${step}/${task}/${unit}`;
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
  return of === null ? undefined : state.steps[of.step]?.tasks[of.task]?.units.at(0);
}

/** The same of a unit that may not exist yet. */
export function numberOfAlternative(state: JobState, { step, task, unit }: UnitRef): number {
  return alternativeOf(state.steps[step]?.tasks[task]?.units.at(unit) ?? { reaction: null });
}

/** The task whose message a unit sends: its own, or, with `of`, that of the unit it refers to. */
export function senderOf(state: JobState, planned: PlannedTask): PlannedTask {
  return planned.of === null ? planned : unitAt(state, { ...planned.of, unit: 0 }).planned;
}

/** Whether its step has nothing more to do with a unit: one that failed is over where that is tolerated. */
export function isUnitOver({ phase, reaction }: UnitState): boolean {
  return phase === 'succeeded' || phase === 'skipped' || (phase === 'failed' && reaction?.tolerated != null);
}

/** Whether a unit is being undone: with the job, or alone. */
export function isBeingUndone({ undo }: UnitState): boolean {
  return undo !== null && UNDO_UNDER_WAY.has(undo.phase);
}

const UNDO_UNDER_WAY: ReadonlySet<UndoPhase> = new Set<UndoPhase>(['pending', 'binding', 'calling', 'waiting']);

/** Whether a unit, or its revert, waits for a response. */
export function isCallInFlight({ phase, undo }: UnitState): boolean {
  return phase === 'calling' || undo?.phase === 'calling';
}

/** Whether a unit has to be prepared anew: with an alternative, or because an operator wants it tried again. */
export function isRestarted({ phase, reaction }: UnitState): boolean {
  return phase === 'new' && reaction !== null;
}

export function isUnitFinished({ phase }: UnitState): boolean {
  return phase === 'succeeded' || phase === 'failed' || phase === 'skipped';
}

export function isTaskOver({ expanded, units, open, firstNew }: TaskState): boolean {
  return expanded && firstNew === units.length && open.length === 0;
}
