import { type JournalEvent } from '../model/events';
import { type PlannedStep } from '../plan/plan';
import { waitReadsState } from '../plan/wait';
import { type JobState, type TaskState } from '../model/state';
import { outlastsItsTime, waitToDecide } from '../queries/reactions';
import { type PendingApproval, pendingApproval } from '../queries/pending-approval';
import { valuesOf } from '../task/stored-values';
import {
  addressOf,
  isRestarted,
  isUnitFinished,
  type LocatedUnit,
  isTaskOver,
  openUnitsOf,
  stepAt,
} from '../queries/units';
import { callIsDue } from './due';
import { fail, pauseAfter } from './fail';
import { needsDocument, needsDocumentAnew } from './open-step';
import { prepareAnew, prepareItems, prepareTask } from './prepare-units';
import { reactToFailures } from './react';
import { advanceWait, startWait } from './wait';

/** The events that follow from the state and the time while the job goes forward. */
export function advanceForward(state: JobState, now: number): readonly JournalEvent[] {
  if (isOverdue(state, now)) return [expire(state)];
  if (state.paused || state.phase === 'preparing') return [];
  if (state.cursor >= state.steps.length) return [{ type: 'job-ended', status: 'completed' }];
  const { step } = stepAt(state, state.cursor);
  switch (step.phase) {
    case 'pending':
      return [start(state)];
    case 'running':
      return advanceRunning(state, now);
    case 'approval':
      return advanceApproval(state, now);
    case 'waiting':
      return advanceWait(state, now);
    case 'writing':
      return step.write?.phase === 'written' ? [{ type: 'step-completed', step: state.cursor }] : [];
    case 'failed':
      return [stepFailed(state)];
    default:
      return [];
  }
}

function stepFailed(state: JobState): JournalEvent {
  const { error } = stepAt(state, state.cursor).step;
  const failure = { task: null, ...(error ?? { code: 'internal', message: 'the step failed' }) } as const;
  return waitToDecide(state) === null ? fail(failure) : pauseAfter(failure);
}

function advanceApproval(state: JobState, now: number): readonly JournalEvent[] {
  const gate = pendingApproval(state);
  return gate && now >= gate.dueAt ? [refuseUnapproved(gate)] : [];
}

function start({ plan, cursor: step }: JobState): JournalEvent {
  const planned = plan.steps[step];
  if (!planned?.enabled) return { type: 'step-skipped', step, because: 'it is disabled' };
  if (planned.when) return { type: 'step-started', step, first: 'checking' };
  if (planned.approval) return { type: 'step-started', step, first: 'approval' };
  return { type: 'step-started', step, first: phaseAfterApproval(planned) };
}

/** Whether the tasks of a step can begin at once, or need the state document first. */
export function phaseAfterApproval(planned: PlannedStep): 'reading' | 'running' {
  const { wait, sequential, tasks } = planned;
  return waitReadsState(wait) || (!sequential && tasks.some(needsDocument)) ? 'reading' : 'running';
}

function advanceRunning(state: JobState, now: number): readonly JournalEvent[] {
  const step = state.cursor;
  const { wait } = stepAt(state, step).plan;
  if (wait) return [startWait(step, wait, now)];
  const units = openUnitsOf(state, step);
  const reactions = reactToFailures(units, now);
  if (reactions.length > 0) return reactions;
  const late = units.find((located) => isLate(located, now) && !outlastsItsTime(located));
  if (late) return [expireTask(late)];
  const timely = units.flatMap((located) => onTime(located, now));
  if (timely.length > 0) return timely;
  const fresh = [...startable(state), ...restarted(state, units)];
  if (fresh.length > 0) return fresh;
  if (!isStepFinished(state)) return [];
  return [valuesOf(state, step).length > 0 ? { type: 'step-settled', step } : { type: 'step-completed', step }];
}

function isStepFinished(state: JobState): boolean {
  return stepAt(state, state.cursor).step.tasks.every(isTaskOver);
}

/** Of more units than this, the rest has its turn later. */
const UNITS_AT_ONCE = 64;

/** Tasks that may begin without reading the state document, and items of a `forEach` whose turn has come. */
function startable(state: JobState): JournalEvent[] {
  const step = state.cursor;
  const { plan, step: current } = stepAt(state, step);
  const turn = plan.sequential ? nextInSequence(state) : null;
  const underWay = current.tasks.reduce((sum, { open }) => sum + open.length, 0);
  const most = Math.min(state.limits.unitsAtOnce - underWay, UNITS_AT_ONCE);
  const events: JournalEvent[] = [];
  for (const [task, planned] of plan.tasks.entries()) {
    if (events.length >= most) break;
    if ((plan.sequential && task !== turn) || !isFresh(current.tasks[task])) continue;
    if (current.tasks[task]?.stateValues) events.push(...prepareItems(state, { step, task }, most - events.length));
    else if (!needsDocument(planned)) events.push(...prepareTask(state, step, task, undefined));
  }
  return events;
}

/** Units that begin anew and need no look at the state document. Of a `forEach` it was looked at when the step began. */
function restarted(state: JobState, units: readonly LocatedUnit[]): JournalEvent[] {
  return units
    .filter((located) => isRestarted(located.unit) && !needsDocumentAnew(located))
    .slice(0, UNITS_AT_ONCE)
    .flatMap((located) => prepareAnew(state, located, undefined));
}

function isFresh(task: TaskState | undefined): boolean {
  return task !== undefined && (!task.expanded || task.firstNew < task.units.length);
}

/** The task of a sequential step whose turn it is. */
export function nextInSequence(state: JobState): number | null {
  const tasks = stepAt(state, state.cursor).step.tasks;
  const index = tasks.findIndex((task) => !isTaskOver(task));
  return index < 0 ? null : index;
}

function isLate({ unit, planned, startedAt }: LocatedUnit, now: number): boolean {
  return startedAt !== null && !isUnitFinished(unit) && now >= startedAt + planned.taskMaxTtlMs;
}

/** A call in flight is not reverted: the job stops, and the response is awaited first. */
function expireTask(late: LocatedUnit): JournalEvent {
  const { ref, unit, planned } = late;
  const code = 'task-expired';
  const message = `not done within taskMaxTTL (${planned.taskMaxTtlMs / 1000} s)`;
  if (unit.phase === 'calling') return fail({ task: addressOf(late), code, message });
  return { type: 'unit-failed', ...ref, code, message };
}

/** Waits that are over. */
function onTime(located: LocatedUnit, now: number): JournalEvent[] {
  const { phase, call } = located.unit;
  return phase === 'waiting' && call.dueAt !== null && call.dueAt <= now ? [callIsDue(located, false)] : [];
}

function refuseUnapproved({ step, name, timeoutMs }: PendingApproval): JournalEvent {
  const reason = `step "${name}": not approved within ${timeoutMs ?? 0} ms`;
  const undo = { target: 'cancelled', to: 0, rerunFrom: null } as const;
  return { type: 'stopping', action: 'reject', by: null, reason, undo, step };
}

function isOverdue({ plan, runStartedAt }: JobState, now: number): boolean {
  return plan.jobMaxTtlMs !== null && now >= runStartedAt + plan.jobMaxTtlMs;
}

function expire({ plan }: JobState): JournalEvent {
  const reason = `not done within jobMaxTTL (${(plan.jobMaxTtlMs ?? 0) / 1000} s)`;
  return {
    type: 'stopping',
    action: 'expire',
    by: null,
    reason,
    undo: { target: 'cancelled', to: 0, rerunFrom: null },
  };
}
