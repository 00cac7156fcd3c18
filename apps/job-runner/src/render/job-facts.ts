import type { AttemptView, JobView, StepView, TaskView } from '#contract';
import { duration } from './duration';
import { pauseLines } from './pause';
import { attemptWords, foldedTasks, forwardWords, stepWords, undoWords } from './words';
import { waitingHint } from './waiting';

type Fact = readonly [key: string, line: string];

/** The current facts of a job, one line per key. What has not begun is omitted, and the end has lines of its own. */
export function jobFacts(job: JobView, verbose = false): Map<string, string> {
  const hint = waitingHint(job);
  return new Map<string, string>([
    ...statusFacts(job),
    ...job.warnings.map((warning): Fact => [`warning ${warning}`, `warning: ${warning}`]),
    ...job.steps.flatMap((step) => stepFacts(step, verbose)),
    ...reverted(job).flatMap((task) => undoFacts(task, verbose)),
    ...(hint === undefined ? [] : [['waiting', hint] as const]),
    ...pauseLines(job).map((line): Fact => [`pause ${line}`, line]),
  ]);
}

/** The lines that are new since an earlier view. */
export function newLines(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...now].filter(([key, line]) => before.get(key) !== line).map(([, line]) => line);
}

function statusFacts({ id, name, status, completedAt }: JobView): Fact[] {
  if (status === 'accepted' || completedAt !== undefined) return [];
  return [['job', `job ${name === undefined ? id : `${name} (${id})`}: ${status}`]];
}

function stepFacts(step: StepView, verbose: boolean): Fact[] {
  if (step.status === 'pending') return [];
  const folded = foldedTasks(step);
  const words = [step.status, ...stepWords(step)].join('; ');
  return [
    [`step ${step.name}`, `step ${step.name}: ${words}`],
    ...step.tasks.flatMap((task) => taskFacts(task, verbose)),
    ...(folded === undefined ? [] : [[`folded ${step.name}`, `  ${step.name}: ${folded}`] as const]),
  ];
}

function taskFacts(task: TaskView, verbose: boolean): Fact[] {
  const { address, state, undo, service, attempts } = task;
  if (state === 'pending') return [];
  const at = service === undefined ? '' : ` on ${verbose ? `${service.name} (${service.url})` : service.name}`;
  const took = task.durationMs === undefined ? [] : [duration(task.durationMs)];
  const forward = [`${state}${at}`, ...took, ...forwardWords(task)].join('; ');
  const facts: Fact[] = [[`task ${address}`, `  ${address}: ${forward}`]];
  if (verbose) facts.push(...attemptFacts(address, 'call', attempts));
  return undo?.attempts.length === 0 ? [...facts, ...undoFacts(task, verbose)] : facts;
}

/** Tasks that were called to be undone, in that order: the newest comes first. */
function reverted({ steps }: JobView): TaskView[] {
  const called = steps.flatMap(({ tasks }) => tasks).filter(({ undo }) => (undo?.attempts.length ?? 0) > 0);
  return called.sort((a, b) => firstRevert(a).localeCompare(firstRevert(b)));
}

function firstRevert({ undo }: TaskView): string {
  return undo?.attempts[0]?.startedAt ?? '';
}

function undoFacts({ address, undo }: TaskView, verbose: boolean): Fact[] {
  if (undo === undefined || undo.state === 'pending') return [];
  const fact: Fact = [`undo ${address}`, `  ${address}: ${undoWords(undo).join('; ')}`];
  return verbose ? [fact, ...attemptFacts(address, 'undo', undo.attempts)] : [fact];
}

function attemptFacts(address: string, of: 'call' | 'undo', attempts: readonly AttemptView[]): Fact[] {
  return attempts.map((attempt) => [`${of} ${address} ${attempt.number}`, `    ${address}: ${attemptWords(attempt)}`]);
}
