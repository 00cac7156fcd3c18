import { jsonSize } from '#contract/pure';
import { type JournalEvent } from '../model/events';
import { formatBytes } from '../plan/limits';
import { type PlannedTask } from '../plan/plan';
import { type JobState } from '../model/state';
import { type LocatedUnit, stepAt } from '../queries/units';
import { preparingTask } from './prepare-units';
import { SharedLists } from './shared-lists';

/** The step starts: every task of a parallel step gets its body from the document as it stands now. */
export function* openingStep(state: JobState, step: number, document: unknown): Generator<void, JournalEvent[]> {
  const { plan } = stepAt(state, step);
  const opened: JournalEvent = { type: 'step-opened', step };
  if (plan.sequential) return [opened];
  const prepared: JournalEvent[] = [];
  const lists = new SharedLists();
  let current = state;
  let left = state.limits.recordBytes;
  for (const task of plan.tasks.keys()) {
    const events = yield* preparingTask(current, step, task, document);
    current = withCounts(current, events);
    const shared = events.map((event) => lists.share(event));
    left -= bytesOf(shared, left);
    if (left < 0) return [opened, inputsTooLarge(state, step, plan.tasks[task]!)];
    prepared.push(...shared);
    yield;
  }
  return [opened, ...prepared];
}

/** What a task needs of the state document before it can start. */
export function needsDocument(task: PlannedTask): boolean {
  return task.enabled && (task.readsState || task.when !== null || task.forEach !== null);
}

/** The same for a unit that begins anew: what its condition and its list said holds on. */
export function needsDocumentAnew({ planned }: LocatedUnit): boolean {
  return planned.forEach === null && planned.readsState;
}

/** The limits of the job hold for all tasks of the step together. */
function withCounts(state: JobState, events: readonly JournalEvent[]): JobState {
  let { unitCount, inputBytes } = state;
  for (const event of events) {
    if (event.type === 'task-expanded') unitCount += event.items?.length ?? 0;
    if (event.type === 'task-expanded' || event.type === 'unit-prepared') inputBytes += event.bytes ?? 0;
  }
  return { ...state, unitCount, inputBytes };
}

/** Of what a record will hold of the document. */
function bytesOf(events: readonly JournalEvent[], atMost: number): number {
  let bytes = 0;
  for (const event of events) {
    if (event.type === 'unit-prepared') bytes += jsonSize(event.body ?? event.terms, atMost - bytes);
    if (event.type === 'task-expanded') bytes += jsonSize([event.items, event.stateValues], atMost - bytes);
  }
  return bytes;
}

function inputsTooLarge({ limits }: JobState, step: number, { address }: PlannedTask): JournalEvent {
  const message = `the inputs of the step's tasks up to ${address} are larger than ${formatBytes(limits.recordBytes)} together`;
  return { type: 'step-failed', step, code: 'limit-exceeded', message };
}
