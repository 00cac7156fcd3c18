import type { JobDocument } from '../dto/job/job-document.dto';
import type { StepDto } from '../dto/job/step.dto';
import type { TaskDto } from '../dto/job/task.dto';
import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { callsOf } from './calls';
import {
  asFindings,
  enabledIn,
  faultAt,
  type Findings,
  findings,
  type FaultSearch,
  objectsIn,
  type Path,
} from './faults';

/** A job without any enabled task would end at once. */
export function* emptyJobFindings({ steps }: JobDocument): Iterable<Findings> {
  if (!Array.isArray(steps)) return;
  if (steps.length === 0) yield findings({ forgivable: [faultAt(['steps'], 'expected at least one step')] });
  else yield* asFindings('warnings', idleSteps(steps));
}

function* idleSteps(steps: readonly StepDto[]): FaultSearch {
  for (const [index, { tasks, approval }] of objectsIn(steps)) {
    const isIdle = Array.isArray(tasks) && tasks.length === 0 && (approval ?? false) === false;
    yield isIdle
      ? faultAt(['steps', index, 'tasks'], 'the step has no task and waits for nothing: it does nothing')
      : undefined;
  }
  if (enabledIn(steps).length === 0) yield faultAt(['steps'], 'every step is disabled: nothing is done');
}

/** Members of a task that have no effect. */
export function* ineffectiveMembers(task: TaskDto, path: Path): FaultSearch {
  if (task.of !== undefined && task.input !== undefined)
    yield faultAt([...path, 'input'], 'is not sent: with `of`, the body of that task is');
  for (const [{ storeResultAt }, place] of callsOf(task, path)) {
    const at = [...place, 'storeResultAt'];
    if (!Array.isArray(storeResultAt)) yield neverStored(storeResultAt, [...at, 'onlyOnStatus']);
    else for (const [index, rule] of objectsIn(storeResultAt)) yield neverStored(rule, [...at, index, 'onlyOnStatus']);
  }
}

function neverStored(rule: unknown, path: Path): FieldFault | undefined {
  if (!isJsonObject(rule) || !Array.isArray(rule.onlyOnStatus)) return undefined;
  const succeeds = (status: unknown) => typeof status !== 'number' || (status >= 200 && status < 300);
  return rule.onlyOnStatus.some(succeeds)
    ? undefined
    : faultAt(path, 'nothing is stored: only a response of 2xx succeeds');
}
