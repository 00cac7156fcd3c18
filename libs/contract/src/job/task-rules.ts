import type { CallDto } from '../dto/job/call.dto';
import type { StoreResult } from '../dto/job/store-result.dto';
import type { TaskDto } from '../dto/job/task.dto';
import type { FieldFault } from '../errors/field-fault';
import { secretPlaces } from '../pure/secret-reference';
import { isPointer } from '../pure/pointer';
import { isSourcePath } from '../pure/source-path';
import { callsOf } from './calls';
import { faultAt, type FaultSearch, objectsIn, type Path } from './faults';
import { headerFaults } from './header-rules';

/** Rules between the fields of one task. */
export function* taskFaults(task: TaskDto, mode: string | undefined, path: Path): FaultSearch {
  yield* repetition(task, path);
  yield* alternatives(task, mode, path);
  for (const [call, at] of callsOf(task, path)) {
    if (task.of === undefined) yield* need(call, at);
    yield* serviceNames(call, at);
    yield* transition(task, call, at);
    yield* storing(call, at);
    yield* headerFaults(call, at);
  }
}

/** An alternative is another call: there is none for a call that only refers to one, or that undoes one. */
function alternatives({ orElse, of }: TaskDto, mode: string | undefined, path: Path): FieldFault[] {
  if (orElse === undefined) return [];
  const at = [...path, 'orElse'];
  if (of !== undefined) return [faultAt(at, 'expected none: with `of`, the call is that of another task')];
  return mode === 'revert' ? [faultAt(at, 'expected none in a step of mode revert: a revert is not undone')] : [];
}

function need({ tag, profile, resource, serviceName, service, does }: CallDto, path: Path): FieldFault[] {
  const isFindable = (tag ?? profile ?? resource ?? serviceName ?? service ?? does) !== undefined;
  return isFindable ? [] : [faultAt(path, 'expected at least one of tag, profile, resource, serviceName, does')];
}

/** A term may stand elsewhere in the message of a service, where its secret would not be found. */
function* transition(task: TaskDto, { does, input = task.input }: CallDto, path: Path): FaultSearch {
  if (does === undefined) return;
  if (!isTransition(does)) {
    yield faultAt(
      [...path, 'does'],
      'expected the absolute id of a descriptor, such as https://vocabulary.example/travel#doReserve',
    );
  }
  for (const place of secretPlaces(input)) {
    yield faultAt(
      [...path, 'input', ...place.path],
      'expected no secret: with `does`, a secret can only stand in headers',
    );
  }
}

function isTransition(does: string): boolean {
  if (!URL.canParse(does)) return false;
  const { protocol, hash } = new URL(does);
  return /^https?:$/.test(protocol) && hash.length > 1;
}

function serviceNames({ serviceName, service }: CallDto, path: Path): FieldFault[] {
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

function* storing({ storeResultAt }: CallDto, path: Path): FaultSearch {
  if (typeof storeResultAt !== 'object') return;
  const at = [...path, 'storeResultAt'];
  if (!Array.isArray(storeResultAt)) yield sourceFault(storeResultAt, at);
  else for (const [index, rule] of objectsIn(storeResultAt)) yield sourceFault(rule, [...at, index]);
}

export function sourceFault({ sourcePath }: StoreResult, path: Path): FieldFault | undefined {
  return typeof sourcePath !== 'string' || isSourcePath(sourcePath)
    ? undefined
    : faultAt([...path, 'sourcePath'], 'expected a path into the response, such as /data/id or data.id');
}
