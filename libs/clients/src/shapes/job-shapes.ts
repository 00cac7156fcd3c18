import { either, flag, list, number, object, text, type Shape } from './shape';

// The members of job-control's views that clients depend on.

const service = object({ name: text, url: text });
const error = object({ message: text }, { task: text, code: text });
const times = { startedAt: text, completedAt: text };
const waitingFor = object({ kind: text, step: text }, { signal: text, description: text, until: text });

const attempt = object(
  { action: text, number },
  { startedAt: text, durationMs: number, status: number, outcome: text, error: text },
);

const undo = object({ state: text, attempts: list(attempt) }, { reason: text });

const task = object(
  { name: text, address: text, state: text, attempts: list(attempt) },
  {
    ...times,
    service,
    error,
    description: text,
    definition: text,
    waitingFor: text,
    skippedBecause: text,
    durationMs: number,
    attemptCount: number,
    undo,
    alternative: number,
    tolerated: text,
    tried: list(object({ attempts: list(attempt) }, { ...times, service, error, undo, requestId: text })),
  },
);

const step = object(
  { name: text, status: text, tasks: list(task) },
  { ...times, description: text, waitingFor: text, skippedBecause: text, taskCount: number, tasksHref: text },
);

const always = {
  id: text,
  status: text,
  version: number,
  warnings: list(text),
  openEffects: list(object({ task: text, service: text, requestId: text, reason: text })),
};
const sometimes = {
  ...times,
  name: text,
  createdAt: text,
  sharedStateURL: text,
  stateOwned: flag,
  cancelReason: text,
  pausedBecause: object(
    { step: text, task: text, error, failures: list(object({ task: text, error })) },
    { failureCount: number },
  ),
  error,
  waitingFor,
  openEffectCount: number,
};

export const jobOutline: Shape = object(always, sometimes);

export const jobView: Shape = object({ ...always, steps: list(step) }, sometimes);

export const jobAccepted: Shape = object({ jobId: text, status: text }, { href: text, sharedStateURL: text });

export const jobList: Shape = list(
  object(
    { id: text, status: text, steps: number, createdAt: text },
    { name: text, labels: object({}), completedAt: text, error, waitingFor },
  ),
);

export const jobEvent: Shape = object({ seq: number, type: text, at: either(text, number) });

export const jobValidation: Shape = object({ valid: flag, warnings: list(text) });

const plannedCall = { service, definition: text, reversible: text, ifUnknown: text, ifUndone: text };
const plannedTask = object(
  { address: text, action: text },
  { ...plannedCall, skippedBecause: text, onFailure: text, alternatives: list(object({}, plannedCall)) },
);

export const jobPlan: Shape = object(
  {
    steps: list(object({ name: text, mode: text, tasks: list(plannedTask) }, { waitsFor: text })),
    warnings: list(text),
  },
  { undoableUpTo: either(text, (value, path = []) => (value === null ? undefined : path)) },
);

const batch = { batchId: text, action: text, count: number };

export const bulkPreview: Shape = object(
  { action: text, count: number, jobs: jobList },
  { passedOver: object({ count: number, jobs: list(object({ jobId: text, because: text })) }) },
);

export const batchAccepted: Shape = object(batch);

export const batchView: Shape = object(
  {
    ...batch,
    outcomes: object({}),
    results: list(object({ jobId: text, outcome: text }, { detail: text })),
  },
  { completedAt: text },
);

const plannedRevert = object(
  { task: text, action: text },
  { service: text, instance: service, reversible: text, because: text },
);

export const revertPlan: Shape = object({
  effects: list(plannedRevert),
  state: list(object({ step: text, pointer: text, outcome: text })),
  notUndoable: list(object({ what: text, reason: text })),
  warnings: list(text),
});
