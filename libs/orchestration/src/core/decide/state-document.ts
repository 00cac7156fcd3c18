import { type Command, type StateRead } from '../model/commands';
import { jsonSize, runToEnd } from '#contract/pure';
import { holds } from '../plan/condition';
import { type JournalEvent } from '../model/events';
import { formatBytes } from '../plan/limits';
import { type JobState } from '../model/state';
import { phaseAfterApproval } from '../advance/forward';
import { needsDocumentAnew, openingStep } from '../advance/open-step';
import { prepareAnew, preparingTask } from '../advance/prepare-units';
import { withStored, writesOf } from '../advance/step-writes';
import { startWait } from '../advance/wait';
import { withoutValues } from '../task/stored-values';
import { isRestarted, type LocatedUnit, openUnitsOf, stepAt } from '../queries/units';
import * as takingBack from './take-back';

type Is<T extends Command['type']> = Extract<Command, { type: T }>;

export function onStatePrepared(state: JobState): readonly JournalEvent[] {
  return state.phase === 'preparing' ? [{ type: 'state-prepared' }] : [];
}

/** The state document was unreachable for too long, or access was denied. */
export function onStateFailed(state: JobState, command: Is<'state-failed'>): readonly JournalEvent[] {
  const { step, message } = command;
  const code = command.onStateRefused ? 'state-refused' : 'state-unavailable';
  if (state.phase === 'undoing') return step === null ? [] : takingBack.onTakeBackFailed(state, { step, message });
  if (step !== null) return [{ type: 'step-failed', step, code, message }];
  if (state.phase !== 'preparing') return [];
  return [
    {
      type: 'stopping',
      action: 'fail',
      by: null,
      reason: null,
      failure: { task: null, code, message },
      undo: { target: 'failed', to: 0, rerunFrom: null },
    },
  ];
}

/** The document was read: the step that waits for it continues. */
export function onStateRead(state: JobState, command: StateRead, now: number): readonly JournalEvent[] {
  if (state.phase !== 'forward' || command.step !== state.cursor) return [];
  const { plan, step } = stepAt(state, command.step);
  switch (step.phase) {
    case 'checking':
      if (plan.when && !holds(plan.when, command.document)) {
        return [{ type: 'step-skipped', step: command.step, because: 'its condition does not hold' }];
      }
      return [
        { type: 'step-checked', step: command.step, next: plan.approval ? 'approval' : phaseAfterApproval(plan) },
      ];
    case 'reading':
      if (plan.wait) return [startWait(command.step, plan.wait, now, command.document)];
      return command.ahead ?? runToEnd(preparing(state, command));
    case 'running':
      return command.ahead ?? runToEnd(preparing(state, command));
    case 'writing':
      return intend(state, command);
    default:
      return [];
  }
}

/**
 * The same, worked out ahead where it may take long: what tasks get from a document depends on nothing else that may happen
 * until then.
 */
export function* readAhead(state: JobState, command: Command): Generator<void, Command> {
  if (command.type !== 'state-read' || state.phase !== 'forward' || command.step !== state.cursor) return command;
  const { plan, step } = stepAt(state, command.step);
  if (plan.wait || (step.phase !== 'reading' && step.phase !== 'running')) return command;
  // Which alternative is prepared depends on when.
  if (restartedOf(state, command).length > 0) return command;
  return { ...command, ahead: yield* preparing(state, command) };
}

function* preparing(state: JobState, { step, task, document }: StateRead): Generator<void, JournalEvent[]> {
  if (stepAt(state, step).step.phase === 'reading') return yield* openingStep(state, step, document);
  if (task === null) return [];
  const { plan } = stepAt(state, step);
  const current = plan.sequential ? withStored(state, step, document) : document;
  const restarted = restartedOf(state, { step, task });
  if (restarted.length > 0) return restarted.flatMap((located) => prepareAnew(state, located, current));
  return plan.sequential ? yield* preparingTask(state, step, task, current) : [];
}

/** The units of a task that begin anew, and need the document for that. */
function restartedOf(state: JobState, { step, task }: Pick<StateRead, 'step' | 'task'>): LocatedUnit[] {
  return openUnitsOf(state, step).filter(
    (located) => located.ref.task === task && isRestarted(located.unit) && needsDocumentAnew(located),
  );
}

function intend(state: JobState, { step, document, etag }: StateRead): JournalEvent[] {
  const { write } = stepAt(state, step).step;
  if (write !== null && write.phase !== 'withdrawn') return [];
  const planned = writesOf(state, step, document);
  if (!planned.ok) return [{ type: 'step-failed', step, code: 'state-conflict', message: planned.message }];
  if (jsonSize(planned.writes, state.limits.recordBytes) > state.limits.recordBytes) {
    const message = `what the step stores, and what stood there before, is larger than ${formatBytes(state.limits.recordBytes)}`;
    return [{ type: 'step-failed', step, code: 'limit-exceeded', message }];
  }
  const key = `${state.id}/${state.run}/@${step}/state/${(write?.round ?? 0) + 1}`;
  return [{ type: 'state-write-intended', step, key, etag, writes: withoutValues(planned.writes) }];
}

export function onStateWritten(state: JobState, command: Is<'state-written'>): readonly JournalEvent[] {
  return isIntended(state, command) ? [{ type: 'state-written', step: command.step }] : [];
}

/** More than concurrent writers cause in practice. */
const MAX_ROUNDS = 1_000;

/** A concurrent write won: read again, and plan anew. */
export function onStateConflict(state: JobState, command: Is<'state-conflict'>): readonly JournalEvent[] {
  if (!isIntended(state, command)) return [];
  const { step } = command;
  const withdrawn: JournalEvent = { type: 'state-write-withdrawn', step };
  if ((state.steps[step]?.write?.round ?? 0) < MAX_ROUNDS) return [withdrawn];
  const message = `others kept writing the state document; given up after ${MAX_ROUNDS} tries`;
  return [withdrawn, { type: 'step-failed', step, code: 'state-conflict', message }];
}

export function refused(state: JobState, command: Is<'state-refused'>): readonly JournalEvent[] {
  if (!isIntended(state, command)) return [];
  const { step, message, partly } = command;
  const failed: JournalEvent = { type: 'step-failed', step, code: 'state-refused', message };
  // What is written of it is taken back with the step.
  return partly ? [failed] : [{ type: 'state-write-withdrawn', step }, failed];
}

function isIntended(state: JobState, { step, key }: { step: number; key: string }): boolean {
  const write = state.steps[step]?.write;
  return write?.phase === 'intended' && write.key === key;
}
