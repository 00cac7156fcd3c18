/** Steps and tasks need no name: their position, counted from 1, gives them one. */
export function stepName(step: { name?: string | undefined }, index: number): string {
  return step.name ?? `step-${index + 1}`;
}

export function taskName(task: { name?: string | undefined }, index: number): string {
  return task.name ?? `task-${index + 1}`;
}

/** How a job speaks of one of its tasks, in `of` and in its record. */
export function taskAddress(step: string, task: string): string {
  return `${step}/${task}`;
}
