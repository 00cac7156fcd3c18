import {
  DIRECTIVES,
  EXPECTED_POINTER,
  faultAt,
  type FaultSearch,
  getAt,
  isJsonObject,
  isPointer,
  type JsonObject,
  parsePointer,
  type Place,
  placesIn,
  setAt,
} from '#contract';

/** A place in a job document that a value of the inputs takes. */
export interface InputPlace {
  readonly place: Place;
  /** Where in the inputs the value is. */
  readonly pointer: string;
  readonly reference: JsonObject;
}

const INPUT = '$input';

/**
 * Every well-written `{"$input": "/pointer", "default"?: …}` of a job document, and undefined for every other object or list
 * in it: a document may have tens of thousands.
 */
export function* inputPlaces(job: unknown): Iterable<InputPlace | undefined> {
  for (const place of placesIn(job, membersBesideReference)) {
    const pointer = inputAt(place.value);
    yield pointer === undefined ? undefined : { place, pointer, reference: place.value as JsonObject };
  }
}

/** The pointer into the inputs, where a value is a well-written reference to one. */
export function inputAt(value: unknown): string | undefined {
  return isReference(value) && isPointer(value.$input) ? value.$input : undefined;
}

export function hasDefault(reference: JsonObject): boolean {
  return Object.hasOwn(reference, 'default');
}

function isReference(value: unknown): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, INPUT);
}

function membersBesideReference(value: object): readonly string[] | undefined {
  return isReference(value) ? [] : undefined;
}

/** References that are written wrongly. */
export function* referenceFaults(job: unknown): FaultSearch {
  for (const place of placesIn(job, membersBesideReference)) {
    yield;
    if (isReference(place.value)) yield* faultsOfReference(place.value, place);
  }
}

function* faultsOfReference(reference: JsonObject, place: Place): FaultSearch {
  const at = (name: string) => [...place.pathFrom([]), name];
  if (!isPointer(reference.$input)) yield faultAt(at(INPUT), `expected ${EXPECTED_POINTER}`);
  for (const name of Object.keys(reference)) {
    if (name !== INPUT && name !== 'default') {
      yield faultAt(at(name), 'unknown field: expected only $input and default');
    }
  }
  for (const found of inputPlaces(reference.default)) {
    yield found && faultAt(found.place.pathFrom(at('default')), 'expected a value: a default is no reference');
  }
}

/**
 * The job document with every reference replaced by its value. What is put in is shared with the inputs, not copied.
 * @returns pointers of inputs that are missing in `missing`; the document is complete only when there are none.
 */
export function* resolvingInputs(
  job: JsonObject,
  inputs: unknown,
): Generator<void, { job: JsonObject; missing: string[] }> {
  const missing = new Set<string>();
  const copies = new Set<object>();
  let resolved: unknown = job;
  for (const found of inputPlaces(job)) {
    yield;
    if (found === undefined) continue;
    const { place, pointer, reference } = found;
    const given = getAt(inputs, parsePointer(pointer));
    const value = given === undefined ? reference.default : given;
    if (value === undefined) missing.add(pointer);
    else resolved = setAt(resolved, place.pathFrom([]).map(String), value, copies);
  }
  return { job: resolved as JsonObject, missing: [...missing] };
}

/** Members that stand for something else in a job document. */
const REFERENCES: readonly string[] = [...DIRECTIVES, INPUT];

/** Inputs are data. What would be read as a reference once it is part of the job is refused, secrets above all. */
export function* referencesInValues(value: unknown, path: readonly string[] = []): FaultSearch {
  for (const place of placesIn(value, membersBesideReferences)) {
    yield;
    for (const name of referencesOf(place.value)) {
      const message = `expected a value: ${name} stands for something only in the job of a definition`;
      yield faultAt([...place.pathFrom(path), name], message);
    }
  }
}

function membersBesideReferences(value: object): readonly string[] | undefined {
  const references = referencesOf(value);
  return references.length === 0 ? undefined : Object.keys(value).filter((name) => !references.includes(name));
}

function referencesOf(value: object): readonly string[] {
  return Array.isArray(value) ? [] : REFERENCES.filter((name) => Object.hasOwn(value, name));
}
