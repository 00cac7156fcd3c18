import type { FailureCode } from '#contract';
import { jsonSize } from '#contract/pure';
import { formatBytes } from '../plan/limits';
import { statePointers } from '../plan/references';
import type { MissingValue } from './message';

export interface InputFault {
  readonly code: FailureCode;
  readonly message: string;
}

export function missingValues(lacks: readonly MissingValue[]): InputFault {
  const missing = lacks.filter(({ unfit }) => unfit === undefined).map(({ pointer }) => `"${pointer}"`);
  const unfit = lacks.flatMap(({ pointer, unfit }) => (unfit === undefined ? [] : [`"${pointer}" is ${unfit}`]));
  const message = [
    ...(missing.length > 0 ? [`the state document has no value at ${missing.join(', ')}`] : []),
    ...(unfit.length > 0 ? [`$format takes texts, numbers and booleans, and ${unfit.join(', ')}`] : []),
  ].join('; ');
  return { code: 'state-value-missing', message };
}

export function notAnObject(input: unknown): InputFault {
  const kind = input === null ? 'null' : Array.isArray(input) ? 'an array' : `a ${typeof input}`;
  return { code: 'input-not-object', message: `the input is ${kind}, and not an object; nothing was sent` };
}

/** References multiply: what a small input becomes is too large to send and to keep. */
export function tooLarge(input: unknown, stateValue: (pointer: string) => unknown, atMost: number): InputFault {
  const sizes = statePointers(input).map((pointer) => ({ pointer, size: jsonSize(stateValue(pointer)) }));
  const largest = sizes.reduce((a, b) => (b.size > a.size ? b : a), { pointer: '', size: 0 });
  const what = largest.size > 0 ? `; "${largest.pointer}" alone is ${formatBytes(largest.size)}` : '';
  return { code: 'limit-exceeded', message: `the input is larger than ${formatBytes(atMost)}${what}` };
}

export function tooLargeTogether(atMost: number): InputFault {
  const message = `the inputs of the job's tasks are larger than ${formatBytes(atMost)} together`;
  return { code: 'limit-exceeded', message };
}
