import type { StepDto, TaskDto } from '#contract';
import { stepName, taskAddress, taskName } from '#contract/pure';
import { type TaskPosition } from './plan';

/** Where the tasks stand that others refer to (`of`). */
export class TaskReferences {
  private positions: ReadonlyMap<string, TaskPosition> | null = null;

  constructor(private readonly steps: readonly StepDto[]) {}

  taskAt({ step, task }: TaskPosition): TaskDto | undefined {
    return this.steps[step]?.tasks?.[task];
  }

  /** The task that an address finally refers to: a task with `of` may refer to another with `of`. */
  targetOf(address: string): TaskPosition | null {
    this.positions ??= positionsIn(this.steps);
    let found: TaskPosition | null = null;
    for (let next: string | undefined = address; next !== undefined; next = this.taskAt(found)?.of) {
      const position = this.positions.get(next);
      if (position === undefined) return null;
      found = position;
    }
    return found;
  }
}

function positionsIn(steps: readonly StepDto[]): ReadonlyMap<string, TaskPosition> {
  const positions = new Map<string, TaskPosition>();
  for (const [step, candidate] of steps.entries()) {
    const name = stepName(candidate, step);
    for (const [task, named] of (candidate.tasks ?? []).entries()) {
      const address = taskAddress(name, taskName(named, task));
      if (!positions.has(address)) positions.set(address, { step, task });
    }
  }
  return positions;
}
