import { hasEnded, jsonSize } from '#contract/pure';
import { type OperatorCommand } from '../model/commands';
import { type JournalEvent } from '../model/events';
import { formatBytes } from '../plan/limits';
import { type PlannedWait } from '../plan/plan';
import { type JobState, type StepPhase } from '../model/state';
import { waitToDecide } from '../queries/reactions';
import { ActionRefused } from './action-refused';

type Signal = Extract<OperatorCommand, { type: 'signal' }>;

/**
 * A signal is kept until a step takes it, also when it comes before that step.
 * @throws ActionRefused where no step will.
 */
export function onSignal(state: JobState, signal: Signal, now: number): readonly JournalEvent[] {
  if (isRepeated(state, signal)) return [];
  requireTaker(state, signal, now);
  requireRoom(state, signal);
  const { name, body, by, requestKey, fingerprint } = signal;
  const key = { ...(requestKey !== undefined && { requestKey }), ...(fingerprint !== undefined && { fingerprint }) };
  return [{ type: 'signal-received', name, body, by, ...key }];
}

function isRepeated({ signals }: JobState, { name, requestKey, fingerprint }: Signal): boolean {
  const known = signals.find((signal) => requestKey !== undefined && signal.requestKey === requestKey);
  if (known === undefined) return false;
  if (known.name === name && known.fingerprint === (fingerprint ?? null)) return true;
  const other = known.name === name ? 'another body' : `the signal "${known.name}"`;
  throw new ActionRefused(`this Idempotency-Key was used for ${other}`, 'idempotency-mismatch');
}

function requireTaker(state: JobState, { name }: Signal, now: number): void {
  const names = new Set(state.plan.steps.map(({ wait }) => signalOf(wait)).filter((signal) => signal !== null));
  if (!names.has(name)) {
    const known = names.size === 0 ? 'it waits for none' : `it waits for ${[...names].map(quoted).join(', ')}`;
    throw new ActionRefused(`no step of the job waits for a signal "${name}"; ${known}`, 'not-found');
  }
  if (hasEnded(state)) throw new ActionRefused(`the job is ${state.status}, and takes no signals any more`);
  const first = firstToCome(state);
  if (first === null) throw new ActionRefused('the job is being undone, and takes no signals any more');
  const isTaken = state.plan.steps.some(
    ({ enabled, wait }, step) =>
      enabled && signalOf(wait) === name && step >= first && (step !== state.cursor || takesNow(state, now)),
  );
  if (!isTaken) throw new ActionRefused(`no step of the job waits for a signal "${name}" any more`);
}

function signalOf(wait: PlannedWait | null): string | null {
  return wait?.kind === 'signal' ? wait.signal : null;
}

function quoted(name: string): string {
  return `"${name}"`;
}

/** The first step that is still to end; null if none comes any more. */
function firstToCome({ phase, cursor, undo }: JobState): number | null {
  return phase === 'preparing' || phase === 'forward' ? cursor : (undo?.rerunFrom ?? null);
}

/** Whether the current step still takes a signal: also once the job, which is being undone, runs it again. */
function takesNow(state: JobState, now: number): boolean {
  const step = state.steps[state.cursor];
  if (state.phase === 'draining' || state.phase === 'undoing' || step === undefined) return true;
  if (step.phase !== 'waiting') return BEFORE_WAIT.has(step.phase) || waitToDecide(state) !== null;
  return step.wait?.signal === null && now < (step.wait.until ?? Infinity);
}

const BEFORE_WAIT: ReadonlySet<StepPhase> = new Set<StepPhase>(['pending', 'checking', 'approval']);

function requireRoom({ limits, signals }: JobState, { body }: Signal): void {
  const { signalBytes, keptSignals } = limits;
  if (jsonSize(body, signalBytes) > signalBytes) {
    throw new ActionRefused(`the body of a signal may be ${formatBytes(signalBytes)} large`, 'payload-too-large');
  }
  if (signals.filter(({ taken }) => !taken).length >= keptSignals) {
    throw new ActionRefused(`the job keeps ${keptSignals} signals that no step has taken yet; it takes no more`);
  }
}
