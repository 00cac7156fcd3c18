import { compile } from '../plan/compile';
import { type JobAccepted, type JobEvent, type RecordedEvent, type Stopping } from '../events';
import { type Draft, ENDED, type JobState } from '../state';
import { jobWith } from './copies';
import { freshSteps, freshUnit } from './fresh';
import { evolveStep, isStepEvent } from './steps';
import { runStarted, undoResumed, undoStarted } from './undo';
import { changeUnit } from './unit';
import { withTask, withUnit } from './update';

/** The state after one more event. Replaying a job's journal through this gives exactly the live state. */
export function evolve(state: JobState | null, event: RecordedEvent): JobState {
  if (event.type === 'job-accepted') return accepted(event, event.at, event.seq);
  if (state === null) throw new Error(`a job's history begins with job-accepted, not with ${event.type}`);
  return apply(jobWith(state, { version: event.seq }), event, event.at);
}

function accepted(event: JobAccepted, at: number, seq: number): JobState {
  // The validator has checked the document before it was accepted, and the journal gives it back unchanged.
  const plan = compile(event.document as unknown as Parameters<typeof compile>[0], event.defaults);
  return {
    id: event.jobId,
    version: seq,
    plan,
    lenient: event.lenient,
    status: 'accepted',
    phase: plan.state ? 'preparing' : 'forward',
    paused: false,
    run: 1,
    createdAt: at,
    submittedBy: event.submittedBy ?? null,
    startedAt: null,
    endedAt: null,
    runStartedAt: at,
    preparedAt: plan.state === null ? at : null,
    stateDoc: event.stateDoc,
    stateTimeoutMs: event.defaults.stateTimeoutMs,
    steps: freshSteps(plan),
    cursor: 0,
    failure: null,
    undo: null,
    warnings: event.warnings,
    requests: [],
  };
}

/** `state` is a copy of its own, and may be changed: nearly every event changes one unit or one step. */
function apply(state: Draft<JobState>, event: JobEvent, at: number): JobState {
  if ('unit' in event) {
    state.steps = withUnit(state.steps, event, (unit) => changeUnit(unit, event, at));
    return state;
  }
  if (isStepEvent(event)) return evolveStep(state, event, at);
  switch (event.type) {
    case 'state-prepared':
      return jobWith(state, { phase: 'forward', preparedAt: at });
    case 'task-expanded':
      state.steps = expand(state, event);
      return state;
    case 'warned':
      return jobWith(state, { warnings: [...state.warnings, event.message] });
    case 'stopping':
      return stopping(state, event, at);
    case 'undo-started':
      return undoStarted(state);
    case 'undo-resumed':
      return undoResumed(state);
    case 'run-started':
      return jobWith(runStarted(state, event.run, event.from), { runStartedAt: at });
    case 'paused':
      return requested(jobWith(state, { paused: true, status: 'paused' }), 'pause', event, at);
    case 'continued':
      return requested(continued(state), 'continue', event, at);
    case 'killed':
      return requested(jobWith(state, { status: 'killed', paused: false, endedAt: at }), 'kill', event, at);
    case 'job-ended':
      return jobWith(state, { phase: 'ended', status: event.status, paused: false, endedAt: at });
    case 'job-accepted':
      throw new Error('a job is accepted once');
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`unknown event ${(event as JobEvent).type}: written by a newer version?`);
}

function expand({ plan, steps }: JobState, event: TaskExpanded): JobState['steps'] {
  const { step, task, items } = event;
  if (steps[step]?.tasks[task]?.expanded) return steps;
  const action = plan.steps[step]?.tasks[task]?.action ?? 'execute';
  const units = items.map((item) => freshUnit({ action, settles: false }, item));
  return withTask(steps, event, { expanded: true, units });
}

type TaskExpanded = Extract<JobEvent, { type: 'task-expanded' }>;

function stopping(state: JobState, event: Stopping, at: number): JobState {
  const next: JobState = jobWith(state, {
    phase: 'draining',
    status: 'reverting',
    paused: false,
    endedAt: null,
    failure: event.failure ?? state.failure,
    undo: { at: Math.min(state.cursor, state.steps.length - 1), started: false, ...event.undo },
  });
  return event.action === 'fail' ? next : requested(next, event.action, event, at);
}

function continued(state: JobState): JobState {
  const forward = state.phase === 'preparing' || state.phase === 'forward';
  const status = !forward ? 'reverting' : state.startedAt === null ? 'accepted' : 'running';
  return jobWith(state, { paused: false, endedAt: null, status });
}

function requested(
  state: JobState,
  action: string,
  event: { by: string | null; reason: string | null },
  at: number,
): JobState {
  return jobWith(state, { requests: [...state.requests, { action, at, by: event.by, reason: event.reason }] });
}

export function hasEnded(state: JobState): boolean {
  return ENDED.has(state.status);
}
