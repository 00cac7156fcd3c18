import { MAX_TASKS, type StepDto } from '../dto/job/step.dto';
import type { StoreResult } from '../dto/job/store-result.dto';
import type { Wait, WaitFor } from '../dto/job/wait.dto';
import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { faultAt, type FaultSearch, objectsIn, type Path } from './faults';
import { sourceFault } from './task-rules';

const WAITS = ['wait', 'waitFor'] as const;

/** A step has tasks, or waits for a time, or waits for a signal. */
export function* waitFaults(step: StepDto, path: Path): FaultSearch {
  const [first, ...others] = (['tasks', ...WAITS] as const).filter((member) => step[member] !== undefined);
  if (first === undefined) {
    yield faultAt([...path, 'tasks'], `is missing: expected an array of at most ${MAX_TASKS} JSON objects`);
  }
  for (const other of others) yield faultAt([...path, other], `expected none: the step has \`${first}\``);
  yield timeFault(step.wait, [...path, 'wait']);
  yield* storingFaults(step.waitFor, [...path, 'waitFor', 'storeResultAt']);
}

function timeFault(wait: Wait | undefined, path: Path): FieldFault | undefined {
  if (!isJsonObject(wait)) return undefined;
  const isOne = (wait.seconds === undefined) !== (wait.until === undefined);
  return isOne ? undefined : faultAt(path, 'expected exactly one of seconds, until');
}

function* storingFaults(waitFor: WaitFor | undefined, path: Path): FaultSearch {
  const { storeResultAt } = waitFor ?? {};
  if (!Array.isArray(storeResultAt)) yield* storingFault(storeResultAt, path);
  else for (const [index, rule] of objectsIn(storeResultAt)) yield* storingFault(rule, [...path, index]);
}

function* storingFault(rule: string | StoreResult | undefined, path: Path): FaultSearch {
  if (typeof rule !== 'object') return;
  yield sourceFault(rule, path);
  if (rule.onlyOnStatus !== undefined) {
    yield faultAt([...path, 'onlyOnStatus'], 'expected none: a signal has no status');
  }
}

const OF_CALLS = ['mode', 'retry', 'undoRetry', 'timeoutMs', 'bindTimeoutMs', 'taskMaxTTL', 'onUnknown'] as const;

/** Members of a step that waits which would matter only to calls. */
export function* idleOnWaits(step: StepDto, path: Path): FaultSearch {
  if (WAITS.every((member) => step[member] === undefined)) return;
  for (const member of OF_CALLS) {
    if (step[member] !== undefined)
      yield faultAt([...path, member], 'has no effect: the step waits, and calls nothing');
  }
}
