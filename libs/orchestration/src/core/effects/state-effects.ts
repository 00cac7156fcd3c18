import { nextInSequence } from '../advance/forward';
import { needsDocument, needsDocumentAnew } from '../advance/open-step';
import { type Effect, type ReadStateEffect } from '../model/effects';
import { type JobState } from '../model/state';
import { type StateWrite } from '../model/state-write';
import { isRestarted, type LocatedUnit, stepAt } from '../queries/units';
import { patchOf } from '../undo/take-back';

export function prepareState(state: JobState): Effect {
  return { kind: 'prepare-state', key: 'prepare-state', durable: true, retryForMs: state.stateTimeoutMs };
}

export function readEffects(state: JobState, units: readonly LocatedUnit[]): ReadStateEffect[] {
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

export function writeEffects(state: JobState): Effect[] {
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

/** As long as the reverts of a task may take by default. */
const TAKE_BACK_RETRY_FOR_MS = 180_000;

export function takeBackEffect(step: number, { key, writes, takingBack }: StateWrite): Effect {
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
