import { copyTask } from './copies';
import { initialUnit } from '../model/initial-unit';
import type { Action } from '#contract';
import { type Plan, type PlannedStep, type PlannedTask } from '../plan/plan';
import { type StepState, type TaskState } from '../model/state';
import { EMPTY_TALLY } from '../model/unit-tally';

/** Initial states. They are equal, and most of the memory of many open jobs: hence shared if possible. */

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
    wait: null,
    tasks: step.tasks.map(freshTask),
    write: null,
    undone: false,
    marked: false,
    tally: EMPTY_TALLY,
    resultBytes: 0,
    kept: NONE,
  };
}

/** Units whose number the document tells. */
export function initialUnitCount(steps: readonly PlannedStep[]): number {
  return steps.reduce((count, { tasks }) => count + tasks.filter(({ forEach }) => forEach === null).length, 0);
}

function freshTask({ forEach, action }: PlannedTask): TaskState {
  return forEach === null ? SINGLE[action] : UNEXPANDED;
}

const NONE: readonly never[] = [];
const UNEXPANDED: TaskState = {
  expanded: false,
  units: NONE,
  stateValues: null,
  open: NONE,
  firstNew: 0,
  reverting: NONE,
  undone: 0,
};
const SINGLE: Readonly<Record<Action, TaskState>> = {
  execute: single('execute'),
  repeat: single('repeat'),
  revert: single('revert'),
};

function single(action: Action): TaskState {
  return copyTask({ ...UNEXPANDED, expanded: true, units: [initialUnit({ action, settles: false })] });
}
