import { hasEnded } from '#contract/pure';
import { callIsDue } from '../advance/due';
import { type OperatorCommand } from '../model/commands';
import { type JournalEvent, type Stopping } from '../model/events';
import { openEffects } from '../undo/open-effects';
import { type JobState } from '../model/state';
import { type JobStatus } from '../model/state';
import { isBeingUndone, openUnitsOf, revertingUnitsOf } from '../queries/units';
import { ActionRefused } from './action-refused';
import { onApprove, onReject } from './approval';
import { decideFailures } from './failures';
import { onRecovered } from './recovered';
import { recordedRequest, requestOf } from './request-of';
import { onSignal } from './signal';

type Is<T extends OperatorCommand['type']> = Extract<OperatorCommand, { type: T }>;

/**
 * Actions of operators and of other jobs. A repeated action changes nothing.
 * @throws ActionRefused where it makes no sense.
 */
export function onOperatorCommand(state: JobState, command: OperatorCommand, now: number): readonly JournalEvent[] {
  if (command.type === 'approve') return onApprove(state, command, now);
  if (command.type === 'reject') return onReject(state, command, now);
  if (command.type === 'signal') return onSignal(state, command, now);
  if (recordedRequest(state, command)?.action === command.type) return [];
  switch (command.type) {
    case 'cancel':
      return cancel(state, command);
    case 'kill':
      return kill(state, command);
    case 'pause':
      return pause(state, command);
    case 'continue':
      return goOn(state, command);
    case 'rerun':
      return rerun(state, command);
    case 'revert':
      return revert(state, command);
  }
}

function cancel(state: JobState, command: Is<'cancel'>): JournalEvent[] {
  if (state.status === 'cancelled') return [];
  if (state.status !== 'killed' && state.undo?.target === 'cancelled') return [];
  if (hasEnded(state)) throw new ActionRefused(`the job is already ${state.status}`);
  if (isGoingBack(state)) throw new ActionRefused('the job is already being undone');
  return [stop(command, 'cancel', { target: 'cancelled', to: 0, rerunFrom: null })];
}

function kill(state: JobState, command: Is<'kill'>): JournalEvent[] {
  if (state.status === 'killed') return [];
  if (hasEnded(state)) throw new ActionRefused(`the job is already ${state.status}`);
  return [{ type: 'killed', ...requestOf(command) }];
}

function pause(state: JobState, command: Is<'pause'>): JournalEvent[] {
  if (state.paused) return [];
  if (hasEnded(state)) throw new ActionRefused(`the job is already ${state.status}`);
  if (isGoingBack(state)) throw new ActionRefused('a job that is being undone cannot be paused; kill stops it');
  return [{ type: 'paused', ...requestOf(command) }];
}

function goOn(state: JobState, command: Is<'continue'>): readonly JournalEvent[] {
  const { skip, reason } = command;
  const continued: JournalEvent = { type: 'continued', ...requestOf(command) };
  if (state.status === 'needs-attention')
    return [continued, ...writeOff(state, skip, reason), { type: 'undo-resumed' }];
  const decided = decideFailures(state, skip, reason);
  const hurried = tryNow(state);
  if (state.status === 'killed') return [continued, ...onRecovered(state, state.endedAt ?? 0), ...hurried];
  if (hasEnded(state)) throw new ActionRefused(`the job is ${state.status}; rerun starts it again`);
  return state.paused || hurried.length > 0 ? [continued, ...decided, ...hurried] : [];
}

/** Every call that waits for a retry or for an instance is due at once. */
function tryNow(state: JobState): JournalEvent[] {
  const undo = state.phase === 'undoing';
  const step = undo ? (state.undo?.at ?? -1) : state.cursor;
  if ((!undo && state.phase !== 'forward') || state.steps[step] === undefined) return [];
  return (undo ? revertingUnitsOf(state, step) : openUnitsOf(state, step))
    .filter(({ unit }) => WAITS.has((isBeingUndone(unit) ? unit.undo?.phase : unit.phase) ?? ''))
    .map((located) => callIsDue(located, isBeingUndone(located.unit), true));
}

const WAITS: ReadonlySet<string> = new Set(['waiting', 'binding']);

function writeOff(state: JobState, skip: readonly string[], reason: string | null): JournalEvent[] {
  if (skip.length === 0) return [];
  const asked = new Set(skip);
  const open = openEffects(state);
  const skipped = open.filter(({ task }) => asked.has(task));
  const known = new Set(skipped.map(({ task }) => task));
  const unknown = skip.filter((address) => !known.has(address));
  if (unknown.length > 0) {
    throw new ActionRefused(`not an open effect: ${named(unknown)}; open are ${named(open.map(({ task }) => task))}`);
  }
  return skipped.map(({ ref, step }) =>
    ref ? { type: 'unit-written-off', ...ref, reason } : { type: 'state-written-off', step, reason },
  );
}

/** A message has room for so many addresses. */
const MOST_NAMED = 100;

function named(addresses: readonly string[]): string {
  const more = addresses.length - MOST_NAMED;
  return addresses.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function rerun(state: JobState, command: Is<'rerun'>): readonly JournalEvent[] {
  if (!hasEnded(state)) throw new ActionRefused(`the job is ${state.status}; only one that has ended can run again`);
  if (state.status === 'needs-attention') {
    throw new ActionRefused('effects of the last run are still open; continue tries them again, or skips them');
  }
  const from = command.from === null ? 0 : stepNamed(state, command.from);
  const gap = state.steps.findIndex((step, index) => index < from && (step.undone || !isDone(step.phase)));
  if (gap >= 0) {
    const name = state.plan.steps[gap]?.name ?? '';
    throw new ActionRefused(`step "${name}" comes before "${command.from ?? ''}" and is not done; rerun from there`);
  }
  const stopping = stop(command, 'rerun', { target: 'reverted', to: from, rerunFrom: from });
  return state.status === 'killed' ? [...abandoned(state), stopping] : [stopping];
}

function revert(state: JobState, command: Is<'revert'>): readonly JournalEvent[] {
  const to = command.to === null ? 0 : stepNamed(state, command.to);
  if (isBeingReverted(state, to)) return [];
  const isUndone = state.steps.slice(to).every(({ undone, phase }) => undone || phase === 'pending');
  if (state.status === 'reverted' && isUndone) return [];
  if (!REVERTIBLE.has(state.status)) throw new ActionRefused(`the job is ${state.status}; ${insteadOfRevert(state)}`);
  const stopping = stop(command, 'revert', { target: 'reverted', to: withWhatIsOpen(state, to), rerunFrom: null });
  return state.status === 'killed' ? [...abandoned(state), stopping] : [stopping];
}

/** An effect that could not be undone alone is part of the next undo. */
function withWhatIsOpen({ steps }: JobState, to: number): number {
  const open = steps.findIndex(({ tally }) => tally.open > 0);
  return open < 0 ? to : Math.min(open, to);
}

const REVERTIBLE: ReadonlySet<JobStatus> = new Set<JobStatus>(['completed', 'reverted', 'killed']);

/** Whether this undo is under way already: at least as far back, and not for a rerun. */
function isBeingReverted({ status, undo }: JobState, to: number): boolean {
  return status === 'reverting' && undo?.target === 'reverted' && undo.rerunFrom === null && undo.to <= to;
}

function insteadOfRevert(state: JobState): string {
  if (state.status === 'needs-attention') return 'continue tries again what is still open, or skips it';
  if (isGoingBack(state)) return 'it is being undone already';
  return hasEnded(state) ? 'nothing of it is left to undo' : 'cancel stops and undoes it';
}

/** The responses to a killed job's calls in flight are lost. */
function abandoned(state: JobState): readonly JournalEvent[] {
  if (state.phase === 'undoing')
    throw new ActionRefused('the job was killed while it was being undone; continue goes on');
  return onRecovered({ ...state, phase: 'draining' }, state.endedAt ?? 0);
}

function stop(command: OperatorCommand, action: Stopping['action'], undo: Stopping['undo']): Stopping {
  return { type: 'stopping', action, ...requestOf(command), undo };
}

function isGoingBack({ phase }: JobState): boolean {
  return phase === 'draining' || phase === 'undoing';
}

function isDone(phase: string): boolean {
  return phase === 'completed' || phase === 'skipped';
}

function stepNamed(state: JobState, name: string): number {
  const index = state.plan.steps.findIndex((step) => step.name === name);
  if (index < 0) throw new ActionRefused(`the job has no step "${name}"`);
  return index;
}
