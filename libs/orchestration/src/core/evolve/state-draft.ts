import { type Draft, type JobState, type StepState, type TaskState, type UnitRef } from '../model/state';
import { copyJob, copyStep, copyTask, copyUnit, type UnitDraft } from './copies';

/**
 * A job's state while events change it. What an event touches is copied at the first touch, along its path, and changed in
 * place from then on: a transition of any number of events copies every object at most once, and the state it started from
 * stays as it was.
 */
export class StateDraft {
  private readonly copies = new Set<object>();

  constructor(private current: JobState) {}

  get state(): JobState {
    return this.current;
  }

  job(): Draft<JobState> {
    if (!this.copies.has(this.current)) this.current = this.keep(copyJob(this.current));
    return this.current;
  }

  /** @throws RangeError when the job has no such step. */
  step(index: number): Draft<StepState> {
    const job = this.job();
    const steps = this.items(job.steps);
    job.steps = steps;
    return this.item(steps, index, copyStep);
  }

  /** @throws RangeError when the job has no such task. */
  task(ref: Pick<UnitRef, 'step' | 'task'>): Draft<TaskState> {
    const step = this.step(ref.step);
    const tasks = this.items(step.tasks);
    step.tasks = tasks;
    return this.item(tasks, ref.task, copyTask);
  }

  /** @throws RangeError when the job has no such unit. */
  unit(ref: UnitRef): UnitDraft {
    const task = this.task(ref);
    const units = this.items(task.units);
    task.units = units;
    return this.item(units, ref.unit, copyUnit);
  }

  private items<T>(items: readonly T[]): T[] {
    return this.copies.has(items) ? (items as T[]) : this.keep(items.slice());
  }

  private item<T extends object, D extends T>(items: T[], index: number, copy: (item: T) => D): D {
    const item = items[index];
    if (item === undefined) throw new RangeError(`no item ${index} among ${items.length}`);
    if (this.copies.has(item)) return item as D;
    const copied = this.keep(copy(item));
    items[index] = copied;
    return copied;
  }

  private keep<T extends object>(copy: T): T {
    this.copies.add(copy);
    return copy;
  }
}
