import { responseAsSent } from './task/translated';
import { isWriteOpen } from './advance/backward';
import { nextInSequence } from './advance/forward';
import { needsDocument, needsDocumentAnew } from './advance/open-step';
import { hasEnded, isCommandMessage, type SecretPlace } from '#contract/pure';
import { type BindEffect, type CallEffect, type Effect, type ReadStateEffect } from './model/effects';
import { pendingApproval } from './queries/pending-approval';
import { pendingWait } from './queries/pending-wait';
import { type JobState } from './model/state';
import { type StateWrite } from './model/state-write';
import { type UnitState } from './model/unit-state';
import { type ExecutedResponse, readMessage, revertMessage, repeatMessage } from './task/message';
import { endpointOfCall, sentRequestId } from './task/call-request';
import { patchOf } from './undo/take-back';
import { undoTurn } from './queries/undo-turn';
import { outlastsItsTime } from './queries/reactions';
import {
  callStateOf,
  isBeingUndone,
  isCallInFlight,
  isRestarted,
  isUnitFinished,
  isUnitOver,
  keyOf,
  type LocatedUnit,
  openUnitsOf,
  originalUnitOf,
  senderOf,
  stepAt,
} from './queries/units';

/** All effects that the job waits for. Recovery is replay, and then performing these. */
export function pendingEffects(state: JobState): Effect[] {
  if (hasEnded(state)) return [];
  switch (state.phase) {
    case 'preparing':
      return [prepareState(state), ...wakes(state, [])];
    case 'forward':
      return state.cursor < state.steps.length ? forwardEffects(state) : [];
    case 'draining':
      return drainingEffects(state);
    case 'undoing':
      return undoEffects(state);
    case 'ended':
      return [];
  }
}

/** When the job has something to do again by itself: null if it has now, Infinity if only a command continues it. */
export function restsUntil(state: JobState): number | null {
  const effects = pendingEffects(state);
  return effects.every(({ kind }) => kind === 'wake') ? (wakeTime(state) ?? Infinity) : null;
}

/** When its next timer fires; null if it has none. */
export function wakeTime(state: JobState): number | null {
  const wake = pendingEffects(state).find((effect) => effect.kind === 'wake');
  return wake?.at ?? null;
}

function prepareState(state: JobState): Effect {
  return { kind: 'prepare-state', key: 'prepare-state', durable: true, retryForMs: state.stateTimeoutMs };
}

function forwardEffects(state: JobState): Effect[] {
  const { step } = stepAt(state, state.cursor);
  const units = step.phase === 'running' ? openUnitsOf(state, state.cursor) : [];
  const calls = callsInFlight(state, units);
  const timers = wakes(state, units);
  // Nothing new starts while the job is paused; the responses of calls in flight are still awaited.
  if (state.paused) return [...calls, ...writeEffects(state), ...timers];
  return [...calls, ...bindEffects(state, units), ...readEffects(state, units), ...writeEffects(state), ...timers];
}

function drainingEffects(state: JobState): Effect[] {
  const units = state.cursor < state.steps.length ? openUnitsOf(state, state.cursor) : [];
  return [...callsInFlight(state, units), ...writeEffects(state)];
}

/** Of units, and of the reverts of those that are undone alone. */
function callsInFlight(state: JobState, units: readonly LocatedUnit[]): CallEffect[] {
  const calling = units.filter(({ unit }) => isCallInFlight(unit));
  return calling.map((located) => callEffect(state, located, isBeingUndone(located.unit)));
}

function bindEffects({ limits }: JobState, units: readonly LocatedUnit[]): BindEffect[] {
  const active = new Map<number, number>();
  const effects: BindEffect[] = [];
  let underWay = 0;
  for (const located of units) {
    const { ref, planned, unit } = located;
    if (isUnitOver(unit)) continue;
    if (++underWay > limits.unitsAtOnce) break;
    const running = active.get(ref.task) ?? 0;
    active.set(ref.task, running + 1);
    if (!isLooking(unit) || (planned.maxParallel !== null && running >= planned.maxParallel)) continue;
    effects.push(bindEffect(located, isBeingUndone(unit)));
  }
  return effects;
}

/** Whether an instance is looked for, for a unit or for its revert. */
function isLooking({ phase, undo }: UnitState): boolean {
  return phase === 'binding' || undo?.phase === 'pending' || undo?.phase === 'binding';
}

export function bindEffect({ ref, planned, unit }: LocatedUnit, undo: boolean): BindEffect {
  const call = callStateOf(unit, undo);
  const { action } = call.next;
  return {
    kind: 'bind',
    key: `bind${undo ? '-undo' : ''}/${keyOf(ref)}/${unit.requestId ?? ''}/${action}/${call.attempts.length}/${call.spent}/${call.since}`,
    durable: false,
    unit: ref,
    undo,
    action: action === 'poll' ? (undo ? 'revert' : planned.action) : endpointOfCall(action),
    selector: planned.selector,
    command: isCommandMessage(unit.body) ? unit.body.command : null,
    terms: unit.terms,
    // A call without effect may go to another instance; any other returns to the instance that got it.
    same: undo || unit.effect !== 'none' || call.unconfirmed || planned.of !== null ? call.target : null,
    ignoreCircuitBreaker: call.hurried,
    deadline: undo ? null : call.since + planned.bindTimeoutMs,
    timeoutMs: undo ? null : planned.bindTimeoutMs,
  };
}

function callEffect(state: JobState, { ref, planned, unit }: LocatedUnit, undo: boolean): CallEffect {
  const call = callStateOf(unit, undo);
  if (!call.target) throw new Error(`job ${state.id} has a call without a target`);
  const requestId = unit.requestId ?? '';
  const { headers, secrets } = senderOf(state, planned);
  return {
    kind: 'call',
    key: `${undo ? 'undo' : 'call'}/${keyOf(ref)}/${requestId}/${call.attempts.length}`,
    durable: true,
    unit: ref,
    undo,
    attempt: call.attempts.length,
    call: call.next,
    target: call.target,
    requestId,
    body: bodyOf(state, { planned, unit }, undo),
    headers,
    secrets: call.next.action === 'read' ? secrets.filter(isOutsidePayload) : secrets,
    timeoutMs: planned.timeoutMs,
  };
}

/** The unit's message, as this call sends it. */
function bodyOf(state: JobState, { planned, unit }: Pick<LocatedUnit, 'planned' | 'unit'>, undo: boolean): unknown {
  const { next, attempts } = callStateOf(unit, undo);
  if (next.action === 'read') return readMessage(unit.body, sentRequestId(unit.requestId ?? '', next, attempts.length));
  if (next.action === 'revert')
    return revertMessage(unit.body, executedBy(undo ? unit : originalUnitOf(state, planned)));
  return next.settles ? repeatMessage(unit.body) : unit.body;
}

/** A `read` has no payload. */
function isOutsidePayload({ path: [member] }: SecretPlace): boolean {
  return member === 'id' || member === 'metadata';
}

/** The response to the execute, if it succeeded and its response is known. */
function executedBy(unit: UnitState | undefined): ExecutedResponse | null {
  const status = unit?.status ?? unit?.error?.status;
  if (unit?.effect !== 'done' || status === undefined) return null;
  return { status, result: responseAsSent(unit.call.target, unit.result) };
}

function readEffects(state: JobState, units: readonly LocatedUnit[]): ReadStateEffect[] {
  const step = state.cursor;
  const { step: current } = stepAt(state, step);
  const retryForMs = state.stateTimeoutMs;
  const read = (purpose: string, task: number | null, maxAgeMs: number): ReadStateEffect[] => [
    { kind: 'read-state', key: `${state.run}/${step}/${purpose}`, durable: false, step, task, retryForMs, maxAgeMs },
  ];
  switch (current.phase) {
    case 'checking':
    case 'reading':
      return read(current.phase, null, ageAtStart(state));
    case 'running':
      return readersOf(state, units).flatMap((task) => read(`task-${task}`, task, 0));
    case 'writing':
      if (current.write === null) return read('write', null, Infinity);
      return current.write.phase === 'withdrawn' ? read(`write-${current.write.round}`, null, 0) : [];
    default:
      return [];
  }
}

/** The tasks that read the state document for themselves: those that begin anew, or in their turn. */
function readersOf(state: JobState, units: readonly LocatedUnit[]): number[] {
  const again = units.filter((located) => isRestarted(located.unit) && needsDocumentAnew(located));
  if (again.length > 0) return again.map(({ ref }) => ref.task);
  const { plan, step } = stepAt(state, state.cursor);
  const task = plan.sequential ? nextInSequence(state) : null;
  const planned = task === null ? undefined : plan.tasks[task];
  const isFresh = task !== null && step.tasks[task]?.firstNew === 0;
  return planned && isFresh && needsDocument(planned) ? [task] : [];
}

/** For how long the response to a write still tells what the next step finds. */
const OWN_WRITE_AGE_MS = 100;

/**
 * A step that began in the moment in which the job's own write was confirmed finds the document as that left it, and the
 * response told how that is.
 */
function ageAtStart(state: JobState): number {
  const { plan, step } = stepAt(state, state.cursor);
  const isFirstLook = step.phase === 'checking' || (plan.when === null && !plan.approval);
  const before = state.steps[state.cursor - 1];
  const confirmedAt = before ? before.write?.confirmedAt : state.preparedAt;
  return isFirstLook && confirmedAt === step.startedAt ? OWN_WRITE_AGE_MS : 0;
}

function writeEffects(state: JobState): Effect[] {
  const step = state.steps[state.cursor];
  if (step?.phase !== 'writing' || step.write?.phase !== 'intended') return [];
  const { key, etag, writes } = step.write;
  return [
    {
      kind: 'write-state',
      key,
      durable: true,
      step: state.cursor,
      idempotencyKey: key,
      etag,
      writes,
      retryForMs: state.stateTimeoutMs,
    },
  ];
}

function undoEffects(state: JobState): Effect[] {
  const at = state.undo?.at ?? -1;
  const step = state.steps[at];
  if (!step) return [];
  if (step.write && isWriteOpen(step.write.phase)) {
    return [takeBackEffect(at, step.write)];
  }
  const turn = undoTurn(state, at);
  const effects = turn.flatMap((located): Effect[] => {
    const phase = located.unit.undo?.phase;
    if (phase === 'calling') return [callEffect(state, located, true)];
    return phase === 'waiting' ? [] : [bindEffect(located, true)];
  });
  return [...effects, ...wakeAt(turn.map(undoDueAt))];
}

function undoDueAt({ unit: { undo } }: LocatedUnit): number | null {
  return undo?.phase === 'waiting' ? undo.call.dueAt : null;
}

/** As long as the reverts of a task may take by default. */
const TAKE_BACK_RETRY_FOR_MS = 180_000;

function takeBackEffect(step: number, { key, writes, takingBack }: StateWrite): Effect {
  const retryForMs = TAKE_BACK_RETRY_FOR_MS;
  const intent = takingBack?.intent;
  if (!intent) {
    const look = `${key}/look-back/${takingBack?.round ?? 0}`;
    return { kind: 'read-state', key: look, durable: false, step, task: null, retryForMs, maxAgeMs: 0 };
  }
  return {
    kind: 'take-back-state',
    key: intent.key,
    durable: true,
    step,
    idempotencyKey: intent.key,
    etag: intent.etag,
    operations: patchOf(intent.operations, writes),
    retryForMs,
  };
}

function wakes(state: JobState, units: readonly LocatedUnit[]): Effect[] {
  const { jobMaxTtlMs } = state.plan;
  const times = [jobMaxTtlMs === null ? null : state.runStartedAt + jobMaxTtlMs];
  if (!state.paused) {
    times.push(pendingApproval(state)?.dueAt ?? null, pendingWait(state)?.until ?? null);
    for (const located of units) times.push(...timesOf(located));
  }
  return wakeAt(times);
}

/** When a unit's wait for its revert or its next try is over, and its time limit. */
function timesOf(located: LocatedUnit): (number | null)[] {
  const { unit, planned, startedAt } = located;
  if (isBeingUndone(unit)) return [undoDueAt(located)];
  if (startedAt === null || isUnitFinished(unit)) return [];
  const dueAt = unit.phase === 'waiting' ? unit.call.dueAt : null;
  return outlastsItsTime(located) ? [dueAt] : [startedAt + planned.taskMaxTtlMs, dueAt];
}

function wakeAt(times: readonly (number | null)[]): Effect[] {
  let at = Infinity;
  for (const time of times) if (time !== null && time < at) at = time;
  return at === Infinity ? [] : [{ kind: 'wake', at }];
}
