import { jsonSize } from '#contract/pure';
import { type JournalEvent } from '../model/events';
import { formatBytes } from '../plan/limits';
import { type PlannedTask } from '../plan/plan';
import { type JobState } from '../model/state';
import { stepAt } from '../queries/units';
import { prepareTask } from './prepare-units';

/** The step starts: every task of a parallel step gets its body from the document as it stands now. */
export function openStep(state: JobState, step: number, document: unknown): JournalEvent[] {
  const { plan } = stepAt(state, step);
  const opened: JournalEvent = { type: 'step-opened', step };
  if (plan.sequential) return [opened];
  const prepared: JournalEvent[] = [];
  let left = state.limits.recordBytes;
  for (const task of plan.tasks.keys()) {
    const events = prepareTask(state, step, task, document);
    left -= bodyBytes(events, left);
    if (left < 0) return [opened, inputsTooLarge(state, step, plan.tasks[task]!)];
    prepared.push(...events);
  }
  return [opened, ...prepared];
}

/** What a task needs of the state document before it can start. */
export function needsDocument(task: PlannedTask): boolean {
  return task.enabled && (task.readsState || task.when !== null || task.forEach !== null);
}

function bodyBytes(events: readonly JournalEvent[], atMost: number): number {
  return events.reduce(
    (bytes, event) => bytes + (event.type === 'unit-prepared' ? jsonSize(event.body, atMost - bytes) : 0),
    0,
  );
}

function inputsTooLarge({ limits }: JobState, step: number, { address }: PlannedTask): JournalEvent {
  const message = `the inputs of the step's tasks up to ${address} are larger than ${formatBytes(limits.recordBytes)} together`;
  return { type: 'step-failed', step, code: 'limit-exceeded', message };
}
