import type { JobDocument } from '../dto/job/job-document.dto';
import type { Policies } from '../dto/job/policies.dto';
import type { StepDto } from '../dto/job/step.dto';
import type { FieldFault } from '../errors/field-fault';
import { faultAt, type FaultSearch, objectsIn, type Path } from './faults';

/** Time limits in milliseconds, if they are present. */
interface Limits {
  readonly attempt?: number;
  readonly bind?: number;
  readonly task?: number;
  readonly job?: number;
}

/** The members of a job, a step or a task that limit times. */
type TimeLimits = Pick<Policies, 'timeoutMs' | 'bindTimeoutMs' | 'taskMaxTTL'>;

/** Time limits that never take effect because a shorter one expires first. */
export function* limitWarnings(job: JobDocument): FaultSearch {
  const ofJob = limitsOf(job, { job: milliseconds(job.jobMaxTTL) });
  yield* zeroes(job, []);
  yield* outlived(job, ofJob, []);
  for (const [index, step] of objectsIn(job.steps)) yield* inStep(step, ofJob, ['steps', index]);
}

function* inStep(step: StepDto, inherited: Limits, path: Path): FaultSearch {
  const limits = limitsOf(step, inherited);
  const { approval, wait, waitFor } = step;
  const approvalLimit = typeof approval === 'object' && approval !== null ? approval.timeoutMs : undefined;
  yield* outlived(step, limits, path);
  yield* longer(approvalLimit, limits.job, [...path, 'approval', 'timeoutMs'], 'jobMaxTTL');
  yield* longer(milliseconds(wait?.seconds), limits.job, [...path, 'wait', 'seconds'], 'jobMaxTTL');
  yield* longer(milliseconds(waitFor?.timeoutSeconds), limits.job, [...path, 'waitFor', 'timeoutSeconds'], 'jobMaxTTL');
  for (const [index, task] of objectsIn(step.tasks)) {
    yield;
    yield* outlived(task, limitsOf(task, limits), [...path, 'tasks', index]);
  }
}

function limitsOf({ timeoutMs, bindTimeoutMs, taskMaxTTL }: TimeLimits, inherited: Limits): Limits {
  return {
    attempt: timeoutMs ?? inherited.attempt,
    bind: bindTimeoutMs ?? inherited.bind,
    task: milliseconds(taskMaxTTL) ?? inherited.task,
    job: inherited.job,
  };
}

/** A pair is reported where the innermost of the two is written. */
function outlived(level: TimeLimits, { attempt, bind, task, job }: Limits, path: Path): FieldFault[] {
  const ttl = level.taskMaxTTL !== undefined;
  const at = (member: 'timeoutMs' | 'bindTimeoutMs') => [...path, level[member] === undefined ? 'taskMaxTTL' : member];
  return [
    ...(ttl || level.timeoutMs !== undefined ? longer(attempt, task, at('timeoutMs'), 'taskMaxTTL', 'timeoutMs') : []),
    ...(ttl || level.bindTimeoutMs !== undefined
      ? longer(bind, task, at('bindTimeoutMs'), 'taskMaxTTL', 'bindTimeoutMs')
      : []),
    ...(ttl ? longer(task, job, [...path, 'taskMaxTTL'], 'jobMaxTTL') : []),
  ];
}

function longer(one: unknown, limit: unknown, path: Path, name: string, what = String(path.at(-1))): FieldFault[] {
  if (typeof one !== 'number' || typeof limit !== 'number' || one <= limit) return [];
  return [faultAt(path, `${what} (${one} ms) never takes effect: ${name} (${limit} ms) comes first`)];
}

function zeroes({ jobMaxTTL }: JobDocument, path: Path): FieldFault[] {
  return jobMaxTTL === 0 ? [faultAt([...path, 'jobMaxTTL'], 'the job is cancelled as soon as it is accepted')] : [];
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}
