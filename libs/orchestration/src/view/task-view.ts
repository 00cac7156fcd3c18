import { type AttemptView, type TaskView, type TriedCallView, type UndoView, undoStateOf } from '#contract';
import type { JobState } from '../core/model/state';
import type { AttemptState, CallState, Reaction, Target, UndoState, UnitState } from '../core/model/unit-state';
import { addressOf, type LocatedUnit } from '../core/queries/units';
import { brief } from './brief';
import { effectWords } from './effect-words';
import { hasStopped } from '../core/queries/waiting';
import { optional, rfc3339 } from './format';
import { startedDefinition } from './started-definition';
import { StepWrites } from './step-writes';

/** The newest attempts. */
const MOST_LISTED = 20;

/** The tasks of one step as clients see them, without results. */
export class TaskViews {
  private readonly writes: StepWrites;

  constructor(
    private readonly state: JobState,
    step: number,
  ) {
    this.writes = new StepWrites(state.steps[step]);
  }

  of(located: LocatedUnit): TaskView {
    const { state } = this;
    const { planned, unit } = located;
    const { call } = unit;
    const stopped = hasStopped(state);
    // The tasks of a skipped step have its status and its reason.
    const step = state.steps[located.ref.step];
    const skipped = step?.phase === 'skipped' && unit.phase === 'new';
    return {
      name: brief(planned.name),
      address: brief(addressOf(located)),
      state: skipped ? 'skipped' : stateOf(unit, stopped),
      effect: unit.effect,
      ...attemptsOf(call),
      ...optional({
        description: brief(planned.description),
        definition: brief(startedDefinition(planned)),
        service: call.target && serviceOf(call.target),
        requestId: unit.requestId,
        waitingFor: stopped ? null : brief(waitingFor(call)),
        skippedBecause: brief(skipped ? step.skippedBecause : unit.skippedBecause),
        startedAt: rfc3339(unit.startedAt),
        completedAt: rfc3339(unit.endedAt),
        durationMs: unit.startedAt !== null && unit.endedAt !== null ? unit.endedAt - unit.startedAt : null,
        error: unit.error && { ...unit.error, message: brief(unit.error.message) },
        undo: unit.undo && toUndoView(unit.undo),
        effectBecause: brief(effectWords(located)),
        stateWrites: this.writes.of(located),
        ...(unit.reaction && reactionOf(unit.reaction)),
      }),
    };
  }
}

function reactionOf({ tried, tolerated }: Reaction) {
  const wasTried = tried.length > 0;
  return { alternative: wasTried ? tried.length : null, tried: wasTried ? tried.map(toTriedView) : null, tolerated };
}

function toTriedView({ effect, call, requestId, startedAt, endedAt, error, undo }: UnitState): TriedCallView {
  return {
    effect,
    ...attemptsOf(call),
    ...optional({
      service: call.target && serviceOf(call.target),
      requestId,
      startedAt: rfc3339(startedAt),
      completedAt: rfc3339(endedAt),
      error: error && { ...error, message: brief(error.message) },
      undo: undo && toUndoView(undo),
    }),
  };
}

function serviceOf({ registryId, name, url }: Target): TaskView['service'] {
  return { registryID: registryId, name: brief(name), url: brief(url) };
}

function attemptsOf({ attempts }: CallState): Pick<TaskView, 'attempts' | 'attemptCount'> {
  const shown = attempts.slice(-MOST_LISTED).map(toAttemptView);
  return { attempts: shown, ...(shown.length < attempts.length && { attemptCount: attempts.length }) };
}

function stateOf(unit: UnitState, stopped: boolean): TaskView['state'] {
  switch (unit.phase) {
    case 'new':
      return 'pending';
    case 'binding':
    case 'calling':
    case 'waiting':
      if (stopped) return unit.effect === 'unknown' ? 'unknown' : 'stopped';
      if (unit.phase === 'binding') return unit.call.waitingFor === null ? 'running' : 'waiting';
      return unit.phase === 'calling' ? 'running' : 'waiting';
    case 'failed':
      return unit.effect === 'unknown' ? 'unknown' : 'failed';
    default:
      return unit.phase;
  }
}

function toUndoView({ phase, reason, call }: UndoState): UndoView {
  return {
    state: undoStateOf(phase),
    ...attemptsOf(call),
    ...optional({ reason: brief(reason ?? waitingFor(call)) }),
  };
}

function toAttemptView(attempt: AttemptState): AttemptView {
  const { n, action, startedAt, endedAt, outcome, status, error } = attempt;
  return {
    action,
    number: n,
    startedAt: rfc3339(startedAt) ?? '',
    ...optional({
      endedAt: rfc3339(endedAt),
      durationMs: endedAt === null ? null : endedAt - startedAt,
      status,
      outcome,
      error: brief(error),
    }),
  };
}

function waitingFor({ waitingFor, dueAt }: CallState): string | null {
  if (waitingFor === null) return null;
  return dueAt === null ? waitingFor : `${waitingFor}; again at ${rfc3339(dueAt) ?? ''}`;
}
