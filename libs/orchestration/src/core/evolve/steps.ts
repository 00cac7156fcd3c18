import { type JournalEvent, type StateWriteIntended } from '../model/events';
import { type Draft, type StepState } from '../model/state';
import { type StateWrite } from '../model/state-write';
import { withValues } from '../task/stored-values';
import { undoPassAt } from './copies';
import { withRequest } from './requests';
import { withoutTaken } from './signals';
import { type StateDraft } from './state-draft';

type StepEvent = Extract<JournalEvent, { type: `step-${string}` | `state-${string}`; step: number }>;

export function isStepEvent(event: JournalEvent): event is StepEvent {
  return 'step' in event && (event.type.startsWith('step-') || event.type.startsWith('state-'));
}

export function evolveStep(draft: StateDraft, event: StepEvent, at: number): void {
  changeStep(draft, event, at);
  const job = draft.job();
  switch (event.type) {
    case 'step-started':
      job.status = 'running';
      job.startedAt ??= at;
      return;
    case 'step-approved':
      job.requests = withRequest(job.requests, 'approve', event, at);
      return;
    case 'step-signalled':
      job.signals = withoutTaken(job.signals, event);
      return;
    case 'step-completed':
    case 'step-skipped':
      job.cursor = event.step + 1;
      return;
    case 'step-undone':
      if (job.undo) job.undo = undoPassAt(job.undo, event.step - 1);
      return;
    default:
  }
}

function changeStep(draft: StateDraft, event: StepEvent, at: number): void {
  const step = draft.step(event.step);
  switch (event.type) {
    case 'step-started':
      step.startedAt = at;
      return comeTo(step, event.first, at);
    case 'step-checked':
      return comeTo(step, event.next, at);
    case 'step-approved':
      return enter(step, event.next);
    case 'step-wait-started':
      step.wait = { since: at, until: event.until, signal: null };
      return enter(step, 'waiting');
    case 'step-signalled':
      return takeSignal(draft, event);
    case 'step-opened':
      return enter(step, 'running');
    case 'step-retried':
      step.error = null;
      step.endedAt = null;
      return enter(step, 'running');
    case 'step-skipped':
      step.skippedBecause = event.because;
      return end(step, 'skipped', at);
    case 'step-waiting':
      step.waitingFor = event.reason;
      return;
    case 'step-settled':
      return enter(step, 'writing');
    case 'step-failed':
      step.error = { code: event.code, message: event.message };
      return end(step, 'failed', at);
    case 'step-completed':
      return end(step, 'completed', at);
    case 'step-undone':
      step.undone = true;
      step.endedAt ??= step.startedAt === null ? null : at;
      return;
    case 'state-write-intended':
      return intend(draft, event);
    default:
      return changeWrite(step, event, at);
  }
}

function comeTo(step: Draft<StepState>, phase: StepState['phase'], at: number): void {
  enter(step, phase);
  step.approvalRequestedAt = phase === 'approval' ? at : null;
}

function enter(step: Draft<StepState>, phase: StepState['phase']): void {
  step.phase = phase;
  step.waitingFor = null;
}

function end(step: Draft<StepState>, phase: StepState['phase'], at: number): void {
  enter(step, phase);
  step.endedAt = at;
}

/** Before the job forgets it. */
function takeSignal(
  draft: StateDraft,
  { step: index, signal: seq }: Extract<StepEvent, { type: 'step-signalled' }>,
): void {
  const step = draft.step(index);
  const taken = draft.state.signals.find((signal) => signal.seq === seq);
  if (step.wait && taken) step.wait = { ...step.wait, signal: { body: taken.body } };
}

function intend(draft: StateDraft, { step: index, key, etag, writes: intended }: StateWriteIntended): void {
  const step = draft.step(index);
  const writes = withValues(draft.state, index, intended);
  const round = (step.write?.round ?? 0) + 1;
  step.write = { key, etag, writes, phase: 'intended', round, confirmedAt: null, takingBack: null };
}

type StateEvent = Exclude<Extract<StepEvent, { type: `state-${string}` }>, StateWriteIntended>;

function changeWrite(step: Draft<StepState>, event: StateEvent, at: number): void {
  switch (event.type) {
    case 'state-write-withdrawn':
      return withWrite(step, { writes: [], phase: 'withdrawn' });
    case 'state-written':
      return withWrite(step, { phase: 'written', confirmedAt: at });
    case 'state-take-back-intended': {
      const { key, etag, operations, kept } = event;
      const round = (step.write?.takingBack?.round ?? 0) + 1;
      return withWrite(step, { takingBack: { round, intent: { key, etag, operations, kept } } });
    }
    case 'state-take-back-withdrawn':
      return withWrite(step, { takingBack: { round: step.write?.takingBack?.round ?? 0, intent: null } });
    case 'state-taken-back':
      step.kept = event.kept;
      return withWrite(step, { phase: 'taken-back' });
    case 'state-written-off':
      return withWrite(step, { phase: 'written-off' });
    case 'state-left-open':
      step.waitingFor = null;
      step.error ??= { code: 'state-not-taken-back', message: event.reason };
      return withWrite(step, { phase: 'open' });
  }
}

function withWrite(step: Draft<StepState>, change: Partial<StateWrite>): void {
  if (step.write) step.write = { ...step.write, ...change };
}
