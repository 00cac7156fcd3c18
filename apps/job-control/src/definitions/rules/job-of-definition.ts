import {
  type FieldFault,
  formatPointer,
  getAt,
  isJsonObject,
  isPointer,
  type JsonObject,
  parsePointer,
} from '#contract';
import { inputPlaces } from './input-references';

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
  const paths = inputPlaces(job).map(({ path }) => path);
  const inState = paths.filter(([member]) => member === 'initialState' || member === 'sharedState');
  return found.filter(({ pointer }) => {
    if (!isPointer(pointer)) return true;
    const place = parsePointer(pointer);
    if (paths.some((path) => isWithin(place, path))) return false;
    // Nothing is known of what an input that becomes part of the state holds.
    const read = getAt(job, place);
    return !(isPointer(read) && inState.some(([, ...path]) => isWithin(parsePointer(read), path)));
  });
}

/** Where in a request to start a definition the reason for a fault of the job is. */
export function asFaultsOfInputs(
  faults: readonly FieldFault[],
  { job }: { readonly job: JsonObject },
  inputs: unknown,
): FieldFault[] {
  const places = inputPlaces(job).filter(({ pointer }) => getAt(inputs, parsePointer(pointer)) !== undefined);
  return faults.map(({ pointer, message }) => {
    const at = isPointer(pointer) ? parsePointer(pointer) : [];
    const place = places.find(({ path }) => isWithin(at, path));
    const where = place ? `/inputs${place.pointer}${formatPointer(at.slice(place.path.length))}` : `/job${pointer}`;
    return { pointer: where, message };
  });
}

function isWithin(place: readonly string[], path: readonly string[]): boolean {
  return path.every((token, index) => place[index] === token);
}
