import { branchesOf } from '../plan/branches';
import { compile } from '../plan/compile';
import { limitsOf } from '../plan/limits';
import {
  type AttemptEnded,
  type JobAcceptedEvent,
  type JournalEvent,
  type RecordedEvent,
  type Requested,
  type Stopping,
} from '../model/events';
import { type Draft, type JobState } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { UnitList } from '../model/unit-list';
import { originalUnitOf, unitAt } from '../queries/units';
import { initialSteps, initialUnitCount } from './initial-state';
import { evolveReaction, isReactionEvent, type ReactionEvent } from './reactions';
import { withRequest } from './requests';
import { changeUnit } from './change-unit';
import { StateDraft } from './state-draft';
import { withSignal } from './signals';
import { evolveStep, isStepEvent } from './steps';
import { runStarted, undoResumed, undoStarted } from './undo';
import { applyToUnit } from './unit';

/** The state after one more event; see `evolveAll`. */
export function evolve(state: JobState | null, event: RecordedEvent): JobState {
  return new Evolution(state).record(event);
}

/** The state after some more events. Replaying a job's journal through this gives exactly the live state. */
export function evolveAll(state: JobState | null, events: Iterable<RecordedEvent>): JobState | null {
  const evolution = new Evolution(state);
  for (const event of events) evolution.record(event);
  return evolution.state;
}

/** One transition: events are recorded one after another, and the state can be read in between. */
export class Evolution {
  private draft: StateDraft | null;

  constructor(before: JobState | null) {
    this.draft = before && new StateDraft(before);
  }

  /** Read it anew after every event: it is changed in place. */
  get state(): JobState | null {
    return this.draft?.state ?? null;
  }

  record(event: RecordedEvent): JobState {
    if (event.type === 'job-accepted') {
      if (this.draft) throw new Error('a job is accepted once');
      this.draft = new StateDraft(accepted(event, event.at, event.seq));
    } else {
      if (!this.draft) throw new Error(`a job's history begins with job-accepted, not with ${event.type}`);
      const job = this.draft.job();
      job.version = event.seq;
      // Journals of older versions may have times that go back.
      job.updatedAt = Math.max(job.updatedAt, event.at);
      apply(this.draft, event, event.at);
    }
    return this.draft.state;
  }
}

/** The document was validated before it was accepted, and the journal returns it unchanged. */
export function documentOf({ document }: JobAcceptedEvent): Parameters<typeof compile>[0] {
  return document as unknown as Parameters<typeof compile>[0];
}

function accepted(event: JobAcceptedEvent, at: number, seq: number): JobState {
  const plan = compile(documentOf(event), event.defaults);
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
    updatedAt: at,
    submittedBy: event.submittedBy ?? null,
    definition: event.definition ?? null,
    depth: event.depth ?? 0,
    startedAt: null,
    endedAt: null,
    runStartedAt: at,
    preparedAt: plan.state === null ? at : null,
    stateDoc: event.stateDoc,
    stateTimeoutMs: event.defaults.stateTimeoutMs,
    limits: limitsOf(event.defaults.limits),
    resultBytes: 0,
    inputBytes: 0,
    unitCount: initialUnitCount(plan.steps),
    steps: initialSteps(plan),
    cursor: 0,
    failure: null,
    undo: null,
    warnings: event.warnings,
    warningCount: event.warnings.length,
    requests: [],
    signals: [],
  };
}

/** Every unit may have several: the others are in the history, and counted. */
const MOST_WARNINGS = 1_000;

/** Nearly every event changes one unit or one step. */
function apply(draft: StateDraft, event: Exclude<JournalEvent, JobAcceptedEvent>, at: number): void {
  if ('unit' in event) return evolveUnit(draft, event, at);
  if (isStepEvent(event)) return evolveStep(draft, event, at);
  if (event.type === 'task-expanded') return expand(draft, event);
  const job = draft.job();
  switch (event.type) {
    case 'state-prepared':
      job.phase = 'forward';
      job.preparedAt = at;
      return;
    case 'warned':
      if (job.warnings.length < MOST_WARNINGS) job.warnings = [...job.warnings, event.message];
      job.warningCount += 1;
      return;
    case 'stopping':
      return stopping(job, event, at);
    case 'undo-started':
      return undoStarted(draft);
    case 'undo-resumed':
      return undoResumed(draft);
    case 'run-started':
      runStarted(draft, event.run, event.from);
      job.runStartedAt = at;
      return;
    case 'signal-received':
      job.signals = withSignal(job.signals, event, at, job.version);
      return;
    case 'paused':
      job.paused = true;
      job.status = 'paused';
      return event.failure ? undefined : requested(job, 'pause', event, at);
    case 'continued':
      continued(job);
      return requested(job, 'continue', event, at);
    case 'killed':
      job.status = 'killed';
      job.paused = false;
      job.endedAt = at;
      return requested(job, 'kill', event, at);
    case 'job-ended':
      job.phase = 'ended';
      job.status = event.status;
      job.paused = false;
      job.endedAt = at;
      return;
    default:
      return unknownEvent(event);
  }
}

function evolveUnit(draft: StateDraft, event: Extract<JournalEvent, UnitRef>, at: number): void {
  if (event.type === 'late-answer') return;
  if (isReactionEvent(event)) return evolveReaction(draft, event, at);
  if (event.type === 'unit-prepared') draft.job().inputBytes += event.bytes ?? 0;
  if (event.type === 'attempt-ended' && !event.undo && event.outcome === 'succeeded') keepResult(draft, event);
  const complete = withBody(draft.state, event);
  return changeUnit(draft, event, (unit) => applyToUnit(unit, complete, at));
}

function keepResult(draft: StateDraft, { step, bytes = 0 }: AttemptEnded): void {
  draft.job().resultBytes += bytes;
  draft.step(step).resultBytes += bytes;
}

type UnitEvent = Exclude<Extract<JournalEvent, UnitRef>, ReactionEvent>;

/** Of a task that refers to another (`of`), the journal does not hold the body again. */
function withBody(state: JobState, event: UnitEvent): UnitEvent {
  if (event.type !== 'unit-prepared' || event.body !== undefined || event.terms !== undefined) return event;
  return { ...event, body: originalUnitOf(state, unitAt(state, event).planned)?.body };
}

function unknownEvent(event: never): never {
  throw new Error(`unknown event ${(event as JournalEvent).type}: written by a newer version?`);
}

/** Units of a job. */
const WORTH_PACKING = 1_000;

function expand(draft: StateDraft, event: TaskExpanded): void {
  const { plan, steps } = draft.state;
  if (steps[event.step]?.tasks[event.task]?.expanded) return;
  const planned = plan.steps[event.step]!.tasks[event.task]!;
  const { action } = planned;
  const job = draft.job();
  const task = draft.task(event);
  const items = event.items ?? itemsOf(draft.state, event);
  job.inputBytes += event.bytes ?? 0;
  job.unitCount += items.length;
  task.expanded = true;
  task.stateValues = event.stateValues ?? null;
  const keeping = {
    packed: job.unitCount >= WORTH_PACKING,
    outcomes: branchesOf(planned).some(({ store }) => store.length > 0),
  };
  task.units = UnitList.of(items, { action, settles: false }, keeping);
}

function itemsOf({ steps }: JobState, { step, itemsOf: other = -1 }: TaskExpanded): readonly unknown[] {
  const units = steps[step]?.tasks[other]?.units;
  if (!(units instanceof UnitList)) throw new Error(`the items of task ${other} of step ${step} are not known`);
  return units.items;
}

type TaskExpanded = Extract<JournalEvent, { type: 'task-expanded' }>;

function stopping(job: Draft<JobState>, event: Stopping, at: number): void {
  job.phase = 'draining';
  job.status = 'reverting';
  job.paused = false;
  job.endedAt = null;
  job.failure = event.failure ?? job.failure;
  const { target, to, rerunFrom } = event.undo;
  job.undo = { target, to, at: Math.min(job.cursor, job.steps.length - 1), rerunFrom, started: false };
  if (event.action !== 'fail') requested(job, event.action, event, at);
}

function continued(job: Draft<JobState>): void {
  const forward = job.phase === 'preparing' || job.phase === 'forward';
  job.paused = false;
  job.endedAt = null;
  job.status = !forward ? 'reverting' : job.startedAt === null ? 'accepted' : 'running';
}

function requested(job: Draft<JobState>, action: string, event: Requested, at: number): void {
  job.requests = withRequest(job.requests, action, event, at);
}
