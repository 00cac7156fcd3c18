import { type Plan, type PlannedStep } from '../plan/plan';
import { type CallState, type NextCall, type StepState, type UnitState } from '../state';

/** Things that have not begun. */

export function freshSteps(plan: Plan): StepState[] {
  return plan.steps.map(freshStep);
}

export function freshStep(step: PlannedStep): StepState {
  return {
    phase: 'pending',
    startedAt: null,
    endedAt: null,
    skippedBecause: null,
    error: null,
    waitingFor: null,
    tasks: step.tasks.map((task) => ({
      expanded: task.forEach === null,
      units: task.forEach === null ? [freshUnit({ action: task.action, settles: false })] : [],
    })),
    write: null,
    undone: false,
    kept: [],
  };
}

export function freshUnit(next: NextCall, item?: unknown): UnitState {
  return {
    phase: 'new',
    ...(item !== undefined && { item }),
    requestId: null,
    body: null,
    call: freshCall(next),
    effect: 'none',
    safe: false,
    startedAt: null,
    endedAt: null,
    error: null,
    skippedBecause: null,
    undo: null,
  };
}

export function freshCall(next: NextCall): CallState {
  return {
    attempts: [],
    spent: 0,
    next,
    unanswered: false,
    noRepeat: false,
    target: null,
    dueAt: null,
    since: 0,
    waitingFor: null,
  };
}
