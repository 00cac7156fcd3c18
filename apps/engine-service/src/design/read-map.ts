import { type Dto, type FieldFault, formatPointer, isJsonObject, validateDto } from '#contract';

export interface ReadMap<T> {
  entries: Map<string, T>;
  /** Those of them that have no faults of their own. */
  sound: Map<string, T>;
  faults: FieldFault[];
  warnings: FieldFault[];
}

/** Checks every entry of a map against a DTO class. Keys that begin with `x-` are left alone. */
export function readMap<T extends object>(cls: Dto<T>, map: unknown, path: readonly string[]): ReadMap<T> {
  if (!isJsonObject(map)) return { entries: new Map(), sound: new Map(), faults: [], warnings: [] };
  const read = Object.entries(map)
    .filter(([key]) => !key.startsWith('x-'))
    .map(([key, plain]) => ({ key, ...validateDto(cls, plain, { allowUnknown: true }) }));
  const below = (pick: 'faults' | 'warnings') =>
    read.flatMap((entry) =>
      entry[pick].map(({ pointer, message }) => ({ pointer: formatPointer([...path, entry.key]) + pointer, message })),
    );
  return {
    entries: new Map(read.map(({ key, value }) => [key, value])),
    sound: new Map(read.filter(({ faults }) => faults.length === 0).map(({ key, value }) => [key, value])),
    faults: below('faults'),
    warnings: below('warnings'),
  };
}
