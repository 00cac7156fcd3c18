import type { Action } from '#contract';
import { type Plan, type PlannedStep, type PlannedTask } from '../plan/plan';
import {
  type CallState,
  type Draft,
  type NextCall,
  type StepState,
  type TaskState,
  type UnitState,
} from '../model/state';

/** Things that have not begun. They are all alike, and most of what many open jobs hold: hence shared where they can be. */

export function initialSteps(plan: Plan): StepState[] {
  return plan.steps.map(initialStep);
}

export function initialStep(step: PlannedStep): StepState {
  return {
    phase: 'pending',
    startedAt: null,
    endedAt: null,
    skippedBecause: null,
    error: null,
    waitingFor: null,
    approvalRequestedAt: null,
    tasks: step.tasks.map(freshTask),
    write: null,
    undone: false,
    kept: NONE,
  };
}

function freshTask({ forEach, action }: PlannedTask): TaskState {
  return forEach === null ? SINGLE[action] : UNEXPANDED;
}

export function initialUnit(next: NextCall, item?: unknown): UnitState {
  return {
    phase: 'new',
    item,
    requestId: null,
    body: null,
    madeId: false,
    call: initialCall(next),
    effect: 'none',
    safe: false,
    startedAt: null,
    endedAt: null,
    status: undefined,
    result: undefined,
    error: null,
    skippedBecause: null,
    undo: null,
  };
}

export function initialCall(next: NextCall): Draft<CallState> {
  return {
    attempts: NONE,
    spent: 0,
    next,
    unconfirmed: false,
    noRepeat: false,
    target: null,
    dueAt: null,
    since: 0,
    hurried: false,
    waitingFor: null,
  };
}

const NONE: readonly never[] = [];
const UNEXPANDED: TaskState = { expanded: false, units: NONE, stateValues: null, firstOpen: 0, firstNew: 0 };
const SINGLE: Readonly<Record<Action, TaskState>> = {
  execute: single('execute'),
  repeat: single('repeat'),
  revert: single('revert'),
};

function single(action: Action): TaskState {
  const units = [initialUnit({ action, settles: false })];
  return { expanded: true, units, stateValues: null, firstOpen: 0, firstNew: 0 };
}
