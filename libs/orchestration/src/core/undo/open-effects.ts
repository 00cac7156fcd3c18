import { tasksReferringTo, tasksThatShareEffects } from '../plan/referring-tasks';
import { type JobState, type StepState } from '../model/state';
import { type UndoPhase, type UnitRef } from '../model/unit-state';
import { undoNeed } from '../queries/undo-need';
import { tallyOf, type UnitTally } from '../model/unit-tally';
import { addressOf, type LocatedUnit, unitAt, unitsAmong } from '../queries/units';

/** An effect that could not be undone, or whose undo was not decided before the job was killed. */
export interface OpenEffect {
  readonly task: string;
  readonly requestId: string | null;
  readonly service: string | null;
  readonly reason: string;
  /** Null for what a step wrote into the state document. */
  readonly ref: UnitRef | null;
  readonly step: number;
}

/** At most so many of them. */
export function openEffects(state: JobState, most = Infinity): OpenEffect[] {
  return first(most, state.steps.keys(), (step) => openIn(state, step));
}

function* openIn(state: JobState, index: number): Generator<OpenEffect> {
  const killed = state.status === 'killed';
  const mayBeOpen = ({ open, revertible }: UnitTally, task: number) =>
    open > 0 || (killed && (revertible > 0 || tasksReferringTo(state.plan, { step: index, task }).length > 0));
  for (const located of unitsAmong(state, index, mayBeOpen)) {
    const reason = killed ? reasonIfKilled(state, located) : reasonOf(located);
    if (reason !== null) yield effectOf(located, reason);
  }
  const step = state.steps[index];
  if (step?.write?.phase !== 'open') return;
  const name = state.plan.steps[index]?.name ?? String(index);
  const reason = step.error?.message ?? 'the state document could not be restored';
  yield { task: `${name}/state`, requestId: step.write.key, service: 'shared-state', reason, ref: null, step: index };
}

export function openEffectCount(state: JobState): number {
  const writes = state.steps.filter(({ write }) => write?.phase === 'open').length;
  const open = sumOf(state, ({ tally }) => tally.open);
  return state.status === 'killed' ? writes + openCountIfKilled(state) : writes + open;
}

/** Of tasks that touch the effects of others, a tally does not tell whether there is something to undo. */
function openCountIfKilled(state: JobState): number {
  let count = sumOf(state, ({ tally }) => tally.open + tally.revertible);
  for (const { step, task } of tasksThatShareEffects(state.plan)) {
    const { units } = state.steps[step]!.tasks[task]!;
    for (let unit = 0; unit < units.length; unit++) {
      const located = unitAt(state, { step, task, unit });
      const { open, revertible } = tallyOf(units.at(unit)!);
      count += (reasonIfKilled(state, located) === null ? 0 : 1) - open - revertible;
    }
  }
  return count;
}

function sumOf(state: JobState, count: (step: StepState) => number): number {
  return state.steps.reduce((sum, step) => sum + count(step), 0);
}

const AT_REST: ReadonlySet<UndoPhase> = new Set<UndoPhase>(['acknowledged', 'noop', 'written-off']);

/** Effects of which the service says that there was nothing to undo: neither undone nor open, as far as is known. */
export function noopReverts(state: JobState, most = Infinity): OpenEffect[] {
  return first(most, state.steps.keys(), (step) => noopsIn(state, step));
}

function* noopsIn(state: JobState, step: number): Generator<OpenEffect> {
  for (const located of unitsAmong(state, step, ({ noop }) => noop > 0)) {
    const { undo } = located.unit;
    if (undo?.phase === 'noop') yield effectOf(located, undo.reason ?? '');
  }
}

export function noopRevertCount(state: JobState): number {
  return sumOf(state, ({ tally }) => tally.noop);
}

function effectOf(located: LocatedUnit, reason: string): OpenEffect {
  const { unit, ref } = located;
  const service = unit.call.target?.name ?? null;
  return { task: addressOf(located), requestId: unit.requestId, service, reason, ref, step: ref.step };
}

function reasonOf({ unit: { undo } }: LocatedUnit): string | null {
  return undo?.phase === 'open' ? undo.reason : null;
}

function reasonIfKilled(state: JobState, located: LocatedUnit): string | null {
  const { effect, undo } = located.unit;
  if (undo && AT_REST.has(undo.phase)) return null;
  if (!undoNeed(state, located).needed) return null;
  return effect === 'done' ? 'done, and not undone: the job was killed' : 'outcome unknown: the job was killed';
}

function first(most: number, steps: Iterable<number>, effectsOf: (step: number) => Iterable<OpenEffect>): OpenEffect[] {
  const found: OpenEffect[] = [];
  for (const step of steps) {
    for (const effect of effectsOf(step)) {
      if (found.length >= most) return found;
      found.push(effect);
    }
  }
  return found;
}
