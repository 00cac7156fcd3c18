import type { JobView, StepView, TaskView } from '#contract';
import { approvalHint } from './approval';
import { duration } from './duration';
import { forwardWords, stepWords, undoWords } from './words';

/** What is true of a job now, each fact in one line under a key of its own. What has not begun is no fact. */
export function jobFacts(job: JobView): Map<string, string> {
  const label = job.name === undefined ? job.id : `${job.name} (${job.id})`;
  const hint = approvalHint(job);
  return new Map([
    ['job', `job ${label}: ${job.status}`],
    ...job.warnings.map((warning): [string, string] => [`warning ${warning}`, `warning: ${warning}`]),
    ...job.steps.flatMap(stepFacts),
    ...(hint === undefined ? [] : [['approval', hint] as const]),
  ]);
}

/** The lines that are new since an earlier look. */
export function newLines(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...now].filter(([key, line]) => before.get(key) !== line).map(([, line]) => line);
}

function stepFacts(step: StepView): [string, string][] {
  if (step.status === 'pending') return [];
  const fact: [string, string] = [
    `step ${step.name}`,
    `step ${step.name}: ${[step.status, ...stepWords(step)].join('; ')}`,
  ];
  return [fact, ...step.tasks.flatMap(taskFacts)];
}

function taskFacts(task: TaskView): [string, string][] {
  const { address, state, undo, service } = task;
  if (state === 'pending') return [];
  const at = service === undefined ? '' : ` on ${service.name}`;
  const took = task.durationMs === undefined ? [] : [duration(task.durationMs)];
  const forward = [`${state}${at}`, ...took, ...forwardWords(task)].join('; ');
  const facts: [string, string][] = [[`task ${address}`, `  ${address}: ${forward}`]];
  if (undo && undo.state !== 'pending') facts.push([`undo ${address}`, `  ${address}: ${undoWords(undo).join('; ')}`]);
  return facts;
}
