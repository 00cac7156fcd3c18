import type { AttemptView, StepView, TaskView, UndoView } from '#contract';

/** The words of a step, beyond its status. */
export function stepWords({ skippedBecause, waitingFor }: StepView): string[] {
  return [skippedBecause ?? '', waitingFor ?? ''].filter(Boolean);
}

/** The words of a task's execution, beyond its state. */
export function forwardWords(task: TaskView): string[] {
  const { state, attempts, attemptCount = attempts.length, waitingFor, error, skippedBecause } = task;
  const words = task.definition === undefined ? [] : [`starts ${task.definition}`];
  if (isMoving(state) && attempts.length > 0) words.push(attemptWord(attempts));
  else if (attemptCount > 1) words.push(`${attemptCount} attempts`);
  if (waitingFor !== undefined) words.push(waitingFor);
  if (skippedBecause !== undefined) words.push(skippedBecause);
  words.push(...reactionWords(task));
  if (error !== undefined) words.push(error.message);
  if (state === 'unknown') words.push('outcome unknown');
  return words;
}

/** Which way was taken after a failure, and why. */
function reactionWords({ alternative, tried = [], tolerated }: TaskView): string[] {
  const failures = tried.map(({ service, error }) => `${service?.name ?? 'it'} failed: ${error?.message ?? ''}`);
  return [
    ...(alternative === undefined ? [] : [`alternative ${alternative}, after ${failures.join('; ')}`]),
    ...(tolerated === undefined
      ? []
      : [tolerated === 'skip' ? 'skipped by an operator' : 'the job goes on without it']),
  ];
}

/** The words of a task's undo. */
export function undoWords({ state, reason, attempts }: UndoView): string[] {
  const because = reason === undefined ? '' : `: ${reason}`;
  switch (state) {
    case 'pending':
      return ['to be undone'];
    case 'running':
    case 'waiting':
      return [`undoing${because}`, ...(attempts.length > 0 ? [attemptWord(attempts)] : [])];
    case 'acknowledged':
      return [`undone${because}`];
    case 'noop':
      return [reason ?? 'nothing to undo, says the service'];
    case 'not-needed':
      return [`nothing to undo${because}`];
    case 'open':
      return [`not undone${because}`];
    case 'written-off':
      return [`written off${because}`];
    default:
      // A newer job-control may know more states.
      return [`undo ${state as string}${because}`];
  }
}

/** One call, for the verbose view: `execute 1: succeeded, 201, 12 ms`. */
export function attemptWords({ action, number, outcome, status, durationMs, error }: AttemptView): string {
  const words = [
    outcome ?? 'under way',
    status === undefined ? '' : String(status),
    durationMs === undefined ? '' : `${durationMs} ms`,
    error ?? '',
  ];
  return `${action} ${number}: ${words.filter(Boolean).join(', ')}`;
}

function attemptWord(attempts: readonly AttemptView[]): string {
  return `attempt ${attempts.at(-1)?.number ?? attempts.length}`;
}

function isMoving(state: string): boolean {
  return state === 'running' || state === 'waiting';
}

/** What a view of a step leaves out; undefined when it shows all tasks. */
export function foldedTasks({ tasks, taskCount, tasksHref }: StepView): string | undefined {
  if (taskCount === undefined) return undefined;
  return `${taskCount - tasks.length} more${tasksHref === undefined ? '' : `: ${tasksHref}`}`;
}
