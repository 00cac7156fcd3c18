import type { JobDocument } from '../dto/job/job-document.dto';
import type { TaskDto } from '../dto/job/task.dto';
import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { enabledIn, faultAt, type Findings, findings, objectsIn, type Path } from './faults';

/** A job without any enabled task would end at once. */
export function emptyJobFindings({ steps }: JobDocument): Findings {
  if (!Array.isArray(steps)) return findings();
  if (steps.length === 0) return findings({ forgivable: [faultAt(['steps'], 'expected at least one step')] });
  const warnings = objectsIn(steps).flatMap(([index, { tasks, approval }]) =>
    Array.isArray(tasks) && tasks.length === 0 && (approval ?? false) === false
      ? [faultAt(['steps', index, 'tasks'], 'the step has no task and waits for nothing: it does nothing')]
      : [],
  );
  if (enabledIn(steps).length === 0) warnings.push(faultAt(['steps'], 'every step is disabled: nothing is done'));
  return findings({ warnings });
}

/** Members of a task that have no effect. */
export function ineffectiveMembers({ of, input, storeResultAt }: TaskDto, path: Path): FieldFault[] {
  const rules = Array.isArray(storeResultAt)
    ? objectsIn(storeResultAt).map(([index, rule]) => ({ rule, at: [...path, 'storeResultAt', index] }))
    : [{ rule: storeResultAt, at: [...path, 'storeResultAt'] }];
  const ignored = of !== undefined && input !== undefined;
  return [
    ...(ignored ? [faultAt([...path, 'input'], 'is not sent: with `of`, the body of that task is')] : []),
    ...rules.flatMap(({ rule, at }) => neverStored(rule, [...at, 'onlyOnStatus'])),
  ];
}

function neverStored(rule: unknown, path: Path): FieldFault[] {
  if (!isJsonObject(rule) || !Array.isArray(rule.onlyOnStatus)) return [];
  const succeeds = (status: unknown) => typeof status !== 'number' || (status >= 200 && status < 300);
  return rule.onlyOnStatus.some(succeeds) ? [] : [faultAt(path, 'nothing is stored: only a response of 2xx succeeds')];
}
