import { type JobEvent } from '../events';
import { type Draft, type JobState, type StepState, type StateWrite } from '../state';
import { passWith, stepWith } from './copies';
import { itemAt, withStep } from './update';

type StepEvent = Extract<JobEvent, { type: `step-${string}` | `state-${string}`; step: number }>;

export function isStepEvent(event: JobEvent): event is StepEvent {
  return 'step' in event && (event.type.startsWith('step-') || event.type.startsWith('state-'));
}

/** Changes `state`, which is a copy of its own. */
export function evolveStep(state: Draft<JobState>, event: StepEvent, at: number): JobState {
  state.steps = withStep(state.steps, event.step, changeStep(itemAt(state.steps, event.step), event, at));
  switch (event.type) {
    case 'step-started':
      state.status = 'running';
      state.startedAt ??= at;
      break;
    case 'step-completed':
    case 'step-skipped':
      state.cursor = event.step + 1;
      break;
    case 'step-undone':
      if (state.undo) state.undo = passWith(state.undo, { at: event.step - 1 });
      break;
    default:
  }
  return state;
}

function changeStep(step: StepState, event: StepEvent, at: number): StepState {
  switch (event.type) {
    case 'step-started':
      return stepWith(step, { phase: event.first, startedAt: at });
    case 'step-checked':
    case 'step-approved':
      return stepWith(step, { phase: event.next, waitingFor: null });
    case 'step-opened':
      return stepWith(step, { phase: 'running', waitingFor: null });
    case 'step-skipped':
      return stepWith(step, { phase: 'skipped', skippedBecause: event.because, endedAt: at, waitingFor: null });
    case 'step-waiting':
      return stepWith(step, { waitingFor: event.reason });
    case 'step-settled':
      return stepWith(step, { phase: 'writing', waitingFor: null });
    case 'step-failed':
      return stepWith(step, {
        phase: 'failed',
        error: { code: event.code, message: event.message },
        endedAt: at,
        waitingFor: null,
      });
    case 'step-completed':
      return stepWith(step, { phase: 'completed', endedAt: at, waitingFor: null });
    case 'step-undone':
      return stepWith(step, { undone: true, endedAt: step.endedAt ?? (step.startedAt === null ? null : at) });
    case 'state-write-intended': {
      const { key, etag, writes } = event;
      return stepWith(step, {
        write: { key, etag, writes, phase: 'intended', round: (step.write?.round ?? 0) + 1, answeredAt: null },
      });
    }
    case 'state-write-withdrawn':
      return withWrite(step, { writes: [], phase: 'withdrawn' });
    case 'state-written':
      return withWrite(step, { phase: 'written', answeredAt: at });
    case 'state-taken-back':
      return stepWith(withWrite(step, { phase: 'taken-back' }), { kept: event.kept });
    case 'state-written-off':
      return withWrite(step, { phase: 'written-off' });
    case 'state-left-open':
      return stepWith(withWrite(step, { phase: 'open' }), {
        waitingFor: null,
        error: step.error ?? { code: 'state-not-taken-back', message: event.reason },
      });
  }
}

function withWrite(step: StepState, change: Partial<StateWrite>): StepState {
  return step.write ? stepWith(step, { write: { ...step.write, ...change } }) : step;
}
