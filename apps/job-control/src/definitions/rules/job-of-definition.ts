import {
  type FieldFault,
  formatPointer,
  getAt,
  isJsonObject,
  isPointer,
  type JsonObject,
  parsePointer,
} from '#contract';
import { inputAt } from './input-references';

/**
 * The job document of a definition as the rules of jobs may look at it: two steps or tasks that take their names from the
 * inputs are not taken for alike.
 */
export function withOwnNames(job: JsonObject): JsonObject {
  let count = 0;
  const named = (value: unknown): unknown => {
    if (!isJsonObject(value)) return value;
    const { name } = value;
    const isFromInputs = isJsonObject(name) && Object.hasOwn(name, '$input');
    return isFromInputs ? { ...value, name: `input ${++count}` } : value;
  };
  if (!Array.isArray(job.steps)) return job;
  const steps = job.steps.map((step: unknown) => {
    const own = named(step);
    return isJsonObject(own) && Array.isArray(own.tasks) ? { ...own, tasks: own.tasks.map(named) } : own;
  });
  return { ...job, steps };
}

/** What the rules of jobs find that does not only say that a value of the inputs is not there yet. */
export function withoutUnknowns(found: readonly FieldFault[], job: JsonObject): FieldFault[] {
  return found.filter(({ pointer }) => {
    if (!isPointer(pointer)) return true;
    const place = parsePointer(pointer);
    if (inputOn(job, place)) return false;
    // Nothing is known of what an input that becomes part of the state holds.
    const read = getAt(job, place);
    return !isPointer(read) || ![job.initialState, job.sharedState].some((state) => inputOn(state, parsePointer(read)));
  });
}

/** Where in a request to start a definition the reason for a fault of the job is. */
export function asFaultsOfInputs(
  faults: readonly FieldFault[],
  { job }: { readonly job: JsonObject },
  inputs: unknown,
): FieldFault[] {
  return faults.map(({ pointer, message }) => {
    const at = isPointer(pointer) ? parsePointer(pointer) : [];
    const found = inputOn(job, at);
    const isGiven = found && getAt(inputs, parsePointer(found.pointer)) !== undefined;
    const where = isGiven ? `/inputs${found.pointer}${formatPointer(at.slice(found.depth))}` : `/job${pointer}`;
    return { pointer: where, message };
  });
}

/** The reference to an input that is met first on the way to a place, and after how many names. */
function inputOn(value: unknown, place: readonly string[]): { pointer: string; depth: number } | undefined {
  for (let depth = 0; depth <= place.length; depth++) {
    const pointer = inputAt(value);
    if (pointer !== undefined) return { pointer, depth };
    value = getAt(value, place.slice(depth, depth + 1));
  }
  return undefined;
}
