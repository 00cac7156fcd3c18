/** Unnamed steps and tasks are named by their position, counted from 1. */
export function stepName(step: { name?: string | undefined }, index: number): string {
  return step.name ?? `step-${index + 1}`;
}

export function taskName(task: { name?: string | undefined }, index: number): string {
  return task.name ?? `task-${index + 1}`;
}

/** How a job refers to one of its tasks, in `of` and in its record. */
export function taskAddress(step: string, task: string): string {
  return `${step}/${task}`;
}
