import type { StoreResult } from '../dto/job/store-result.dto';
import type { TaskDto } from '../dto/job/task.dto';
import type { FieldFault } from '../errors/field-fault';
import { isPointer } from '../pure/pointer';
import { isSourcePath } from '../pure/source-path';
import { faultAt, objectsIn, type Path } from './faults';
import { headerFaults } from './header-rules';

/** Rules between the fields of one task. */
export function taskFaults(task: TaskDto, path: Path): FieldFault[] {
  return [
    ...need(task, path),
    ...serviceNames(task, path),
    ...repetition(task, path),
    ...storing(task, path),
    ...headerFaults(task, path),
  ];
}

function need({ tag, profile, resource, serviceName, service, of }: TaskDto, path: Path): FieldFault[] {
  const isFindable = (tag ?? profile ?? resource ?? serviceName ?? service ?? of) !== undefined;
  return isFindable ? [] : [faultAt(path, 'expected at least one of tag, profile, resource, serviceName')];
}

function serviceNames({ serviceName, service }: TaskDto, path: Path): FieldFault[] {
  const agree = serviceName === undefined || service === undefined || serviceName === service;
  return agree ? [] : [faultAt([...path, 'service'], 'expected the same as serviceName: it is the older name for it')];
}

function repetition({ forEach, maxParallel }: TaskDto, path: Path): FieldFault[] {
  if (forEach === undefined) {
    return maxParallel === undefined ? [] : [faultAt([...path, 'maxParallel'], 'expected only together with forEach')];
  }
  const isReference = Object.keys(forEach).length === 1 && isPointer(forEach.$fromState);
  return isReference ? [] : [faultAt([...path, 'forEach'], 'expected {"$fromState": "<JSON pointer to an array>"}')];
}

function storing({ storeResultAt }: TaskDto, path: Path): FieldFault[] {
  if (typeof storeResultAt !== 'object') return [];
  const at = [...path, 'storeResultAt'];
  return Array.isArray(storeResultAt)
    ? objectsIn(storeResultAt).flatMap(([index, rule]) => sourceFaults(rule, [...at, index]))
    : sourceFaults(storeResultAt, at);
}

function sourceFaults({ sourcePath }: StoreResult, path: Path): FieldFault[] {
  return typeof sourcePath !== 'string' || isSourcePath(sourcePath)
    ? []
    : [faultAt([...path, 'sourcePath'], 'expected a path into the response, such as /data/id or data.id')];
}
