import type { JobView, StepView, TaskView } from '#contract';
import { elapsed } from './duration';
import { pauseLines } from './pause';
import { markOf, taskMark, type StatusMark } from './status-mark';
import type { Paint } from './paint';
import { attemptWords, foldedTasks, forwardWords, stepWords, undoWords } from './words';
import { waitingHint } from './waiting';

export interface TreeOptions {
  /** Milliseconds since the epoch; the end of running durations. */
  now: number;
  paint: Paint;
  /** Every attempt, with descriptions. */
  verbose?: boolean;
  /** Steps without activity take one line. */
  collapse?: boolean;
}

/** A job with its steps and tasks as a tree, one line each. */
export function jobTree(job: JobView, wishes: TreeOptions): string[] {
  const options = job.completedAt === undefined ? wishes : { ...wishes, now: Date.parse(job.completedAt) };
  const { now, paint } = options;
  const id = job.name === undefined ? '' : paint('quiet', job.id);
  const words = [paint('strong', job.name ?? job.id), id, job.status, elapsed(job, now) ?? ''];
  const head = line(markOf(job.status, now), paint, words);
  const hint = waitingHint(job);
  return [
    head,
    ...branches(
      job.steps.map((step) => stepLines(step, options)),
      paint,
    ),
    ...[hint ?? [], pauseLines(job)].flat().map((words) => paint('odd', words)),
  ];
}

function stepLines(step: StepView, options: TreeOptions): string[] {
  const { now, paint, verbose, collapse } = options;
  const about = verbose && step.description !== undefined ? step.description : '';
  const words = [
    step.name,
    paint('quiet', elapsed(step, now) ?? ''),
    stepWords(step).join('; '),
    paint('quiet', about),
  ];
  const head = line(markOf(step.status, now), paint, words);
  if (collapse && !['running', 'reverting', 'waiting', 'failed'].includes(step.status)) return [head];
  const folded = foldedTasks(step);
  const tasks = step.tasks.map((task) => taskLines(task, step, options));
  return [head, ...branches([...tasks, ...(folded === undefined ? [] : [[paint('quiet', folded)]])], paint)];
}

function taskLines(task: TaskView, step: StepView, { now, paint, verbose }: TreeOptions): string[] {
  const label = task.address.startsWith(`${step.name}/`) ? task.address.slice(step.name.length + 1) : task.name;
  const words = [label, task.service?.name ?? '', paint('quiet', elapsed(task, now) ?? '')];
  const remarks = [...forwardWords(task), ...(task.undo ? undoWords(task.undo) : [])];
  const head = line(taskMark(task, now), paint, [...words, remarks.join('; ')]);
  if (!verbose) return [head];
  const calls = [...(task.tried ?? []), task].flatMap(({ attempts, undo }) => [...attempts, ...(undo?.attempts ?? [])]);
  const attempts = calls.map(attemptWords);
  const details = [task.description ?? '', task.service?.url ?? '', ...attempts].filter(Boolean);
  return [head, ...details.map((detail) => paint('quiet', `    ${detail}`))];
}

function line({ sign, tone }: StatusMark, paint: Paint, words: string[]): string {
  return `${paint(tone, sign)} ${words.filter(Boolean).join('  ')}`;
}

/** Draws the branches of a line: `├` for each, `└` for the last. */
function branches(items: readonly string[][], paint: Paint): string[] {
  return items.flatMap(([head = '', ...rest], index) => {
    const isLast = index === items.length - 1;
    const below = paint('quiet', isLast ? '  ' : '│ ');
    return [`${paint('quiet', isLast ? '└ ' : '├ ')}${head}`, ...rest.map((more) => below + more)];
  });
}
