import {
  DIRECTIVES,
  EXPECTED_POINTER,
  faultAt,
  type FieldFault,
  getAt,
  isJsonObject,
  isPointer,
  type JsonObject,
  objectOf,
  parsePointer,
} from '#contract';

type Path = readonly string[];

/** A place in a job document that a value of the inputs takes. */
export interface InputPlace {
  readonly path: Path;
  /** Where in the inputs the value is. */
  readonly pointer: string;
  readonly hasDefault: boolean;
}

const INPUT = '$input';

function isReference(value: JsonObject): boolean {
  return Object.hasOwn(value, INPUT);
}

/** Every well-written `{"$input": "/pointer", "default"?: …}` of a job document. */
export function inputPlaces(value: unknown, path: Path = []): InputPlace[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isJsonObject(value) && isReference(value)) {
    const { $input: pointer } = value;
    return isPointer(pointer) ? [{ path, pointer, hasDefault: Object.hasOwn(value, 'default') }] : [];
  }
  return Object.entries(value).flatMap(([key, member]) => inputPlaces(member, [...path, key]));
}

/** References that are written wrongly. */
export function referenceFaults(value: unknown, path: Path = []): FieldFault[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!isJsonObject(value) || !isReference(value)) {
    return Object.entries(value).flatMap(([key, member]) => referenceFaults(member, [...path, key]));
  }
  const unknown = Object.keys(value).filter((name) => name !== INPUT && name !== 'default');
  return [
    ...(isPointer(value.$input) ? [] : [faultAt([...path, INPUT], `expected ${EXPECTED_POINTER}`)]),
    ...unknown.map((name) => faultAt([...path, name], 'unknown field: expected only $input and default')),
    ...inputPlaces(value.default).map((place) =>
      faultAt([...path, 'default', ...place.path], 'expected a value: a default is no reference'),
    ),
  ];
}

/**
 * The job document with every reference replaced by its value. What is put in is shared with the inputs, not copied.
 * @returns the pointers of inputs that are missing in `missing`; the document is complete only when there are none.
 */
export function resolveInputs(job: JsonObject, inputs: unknown): { job: JsonObject; missing: string[] } {
  const missing = new Set<string>();
  return { job: replaced(job, inputs, missing) as JsonObject, missing: [...missing] };
}

function replaced(value: unknown, inputs: unknown, missing: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, inputs, missing));
  if (!isJsonObject(value)) return value;
  const { $input: pointer } = value;
  if (!isReference(value) || !isPointer(pointer)) {
    return objectOf(Object.entries(value).map(([name, member]) => [name, replaced(member, inputs, missing)]));
  }
  const found = getAt(inputs, parsePointer(pointer));
  if (found !== undefined) return found;
  if (!Object.hasOwn(value, 'default')) missing.add(pointer);
  return value.default;
}

/** Members that stand for something else in a job document. */
const REFERENCES: ReadonlySet<string> = new Set([...DIRECTIVES, INPUT]);

/** Inputs are data. What would be read as a reference once it is part of the job is refused, secrets above all. */
export function referencesInValues(value: unknown, path: Path = []): FieldFault[] {
  if (typeof value !== 'object' || value === null) return [];
  const isObject = isJsonObject(value);
  return Object.entries(value).flatMap(([key, member]) =>
    isObject && REFERENCES.has(key)
      ? [faultAt([...path, key], `expected a value: ${key} stands for something only in the job of a definition`)]
      : referencesInValues(member, [...path, key]),
  );
}
