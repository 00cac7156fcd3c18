import type { AttemptView, JobView, StepView, TaskView } from '#contract';

/** Views of jobs for the specs; every helper fills in what the example does not specify. */
export function aJob(part: Partial<JobView> = {}): JobView {
  return {
    id: 'j1',
    jobId: 'j1',
    name: 'order',
    status: 'running',
    createdAt: atSecond(0),
    startedAt: atSecond(0),
    run: 1,
    stateOwned: false,
    warnings: [],
    openEffects: [],
    steps: [],
    href: '/jobs/j1',
    rel: 'job',
    version: 1,
    ...part,
  };
}

export function aStep(
  name: string,
  status: StepView['status'],
  tasks: TaskView[] = [],
  part: Partial<StepView> = {},
): StepView {
  return { name, status, mode: 'parallel', tasks, ...part };
}

export function aTask(address: string, state: TaskView['state'], part: Partial<TaskView> = {}): TaskView {
  return { name: address.split('/')[1] ?? '', address, state, effect: 'none', attempts: [], ...part };
}

export function anAttempt(number: number, part: Partial<AttemptView> = {}): AttemptView {
  return { action: 'execute', number, startedAt: atSecond(0), ...part };
}

export const TODO_SERVICE = { registryID: 'r1', name: 'todo-service', url: 'http://127.0.0.1:4600' };

/** Seconds after the start of the example. */
export function atSecond(ms: number): string {
  return new Date(START + ms).toISOString();
}

export const START = Date.parse('2026-01-01T00:00:00Z');
