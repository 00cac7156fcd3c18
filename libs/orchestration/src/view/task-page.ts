import type { TaskView } from '#contract';
import type { JobState } from '../core/model/state';
import { unitCount, unitsFrom } from '../core/queries/units';
import { Budget } from './budget';
import { resultHref } from './links';
import { TaskViews } from './task-view';

/** Less than a MiB, to leave room for the envelope. */
const PAGE_BYTES = 1_000_000;

export interface TaskRange {
  readonly step: number;
  /** Position of the first in its step, each item of a `forEach` counted. */
  readonly from: number;
  readonly most: number;
}

/** A task, and its result if there is room after all other tasks. */
interface Shown {
  readonly view: TaskView;
  readonly result: unknown;
}

export interface TaskPage {
  readonly tasks: TaskView[];
  /** Position of the next task, null if there is none. */
  readonly next: number | null;
}

/** As many tasks of a step as fit, result by result. */
export function* pagingTasks(state: JobState, range: TaskRange, baseUrl: string): Generator<void, TaskPage> {
  const shown = new ShownTasks(state, baseUrl, new Budget(PAGE_BYTES));
  const tasks = shown.add(range);
  yield* shown.addingResults();
  const next = range.from + tasks.length;
  return { tasks, next: next < unitCount(state, range.step) ? next : null };
}

/** Tasks that share one budget. */
export class ShownTasks {
  private readonly withResults: Shown[] = [];
  private added = 0;
  private isFull = false;

  constructor(
    private readonly state: JobState,
    private readonly baseUrl: string,
    private readonly budget: Budget,
  ) {}

  get count(): number {
    return this.added;
  }

  add({ step, from, most }: TaskRange): TaskView[] {
    if (this.isFull || most <= 0) return [];
    const views = new TaskViews(this.state, step);
    const added: TaskView[] = [];
    for (const located of unitsFrom(this.state, step, from, most)) {
      const view = views.of(located);
      const { phase, result } = located.unit;
      if (phase === 'succeeded') view.resultHref = resultHref(this.state, located, this.baseUrl);
      this.isFull = !this.budget.take(view);
      if (this.isFull) break;
      added.push(view);
      if (phase === 'succeeded') this.withResults.push({ view, result });
    }
    this.added += added.length;
    return added;
  }

  /** Run it after all tasks are added: tasks come before results. */
  *addingResults(): Generator<void, void> {
    for (const { view, result } of this.withResults) {
      if (this.budget.take(result)) {
        delete view.resultHref;
        view.result = result;
      }
      // After the last one too: to write the view as text takes as long again.
      yield;
    }
  }
}
