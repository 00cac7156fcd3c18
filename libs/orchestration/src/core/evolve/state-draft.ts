import { type Draft, type JobState, type StepState, type TaskState } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { UnitList } from '../model/unit-list';
import { kindsOf, recount } from '../model/unit-tally';
import { copyJob, copyStep, copyTask } from './copies';
import { copyUnit, type UnitDraft } from '../model/unit-copies';

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

  /**
   * Changes a unit, and the counts that it is part of.
   * @throws RangeError when the job has no such unit.
   */
  changeUnit(ref: UnitRef, change: (unit: UnitDraft, task: Draft<TaskState>) => void): void {
    const task = this.task(ref);
    const unit = this.unit(task, ref.unit);
    const before = kindsOf(unit);
    change(unit, task);
    const after = kindsOf(unit);
    if (before === after) return;
    const step = this.step(ref.step);
    step.tally = recount(step.tally, before, after);
    if (task.units instanceof UnitList) task.units.count(ref.unit, before, after);
  }

  private unit(task: Draft<TaskState>, index: number): UnitDraft {
    const { units } = task;
    if (units instanceof UnitList) {
      if (units.at(index) === undefined) throw new RangeError(`no unit ${index} among ${units.length}`);
      const own = this.copies.has(units) ? units : this.keep(units.copy());
      task.units = own;
      return own.edit(index, this.copies);
    }
    const own = this.items(units);
    task.units = own;
    return this.item(own, index, copyUnit);
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
