import type { AttemptView, JobView, StepView, TaskView } from '#contract';
import { approvalHint } from './approval';
import { duration } from './duration';
import { attemptWords, forwardWords, stepWords, undoWords } from './words';

type Fact = readonly [key: string, line: string];

/**
 * What is true of a job now, each fact in one line under a key of its own. What has not begun is no fact, and the end
 * has lines of its own.
 */
export function jobFacts(job: JobView, verbose = false): Map<string, string> {
  const hint = approvalHint(job);
  return new Map<string, string>([
    ...statusFacts(job),
    ...job.warnings.map((warning): Fact => [`warning ${warning}`, `warning: ${warning}`]),
    ...job.steps.flatMap((step) => stepFacts(step, verbose)),
    ...(hint === undefined ? [] : [['approval', hint] as const]),
  ]);
}

/** The lines that are new since an earlier look. */
export function newLines(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...now].filter(([key, line]) => before.get(key) !== line).map(([, line]) => line);
}

function statusFacts({ id, name, status, completedAt }: JobView): Fact[] {
  if (status === 'accepted' || completedAt !== undefined) return [];
  return [['job', `job ${name === undefined ? id : `${name} (${id})`}: ${status}`]];
}

function stepFacts(step: StepView, verbose: boolean): Fact[] {
  if (step.status === 'pending') return [];
  const words = [step.status, ...stepWords(step)].join('; ');
  return [
    [`step ${step.name}`, `step ${step.name}: ${words}`],
    ...step.tasks.flatMap((task) => taskFacts(task, verbose)),
  ];
}

function taskFacts(task: TaskView, verbose: boolean): Fact[] {
  const { address, state, undo, service, attempts } = task;
  if (state === 'pending') return [];
  const at = service === undefined ? '' : ` on ${verbose ? `${service.name} (${service.url})` : service.name}`;
  const took = task.durationMs === undefined ? [] : [duration(task.durationMs)];
  const forward = [`${state}${at}`, ...took, ...forwardWords(task)].join('; ');
  const facts: Fact[] = [[`task ${address}`, `  ${address}: ${forward}`]];
  if (undo && undo.state !== 'pending') facts.push([`undo ${address}`, `  ${address}: ${undoWords(undo).join('; ')}`]);
  return verbose ? [...facts, ...attemptFacts(address, [...attempts, ...(undo?.attempts ?? [])])] : facts;
}

function attemptFacts(address: string, attempts: readonly AttemptView[]): Fact[] {
  return attempts.map((attempt, index) => [`attempt ${address} ${index}`, `    ${address}: ${attemptWords(attempt)}`]);
}
