import { type FieldFault } from '../errors/field-fault';
import { formatPointer, isJsonObject } from '../pure';
import { type Dto } from '../validation/registry';
import { validateDto } from '../validation/validate-dto';

export interface ReadMap<T> {
  entries: Map<string, T>;
  /** The entries without faults. */
  sound: Map<string, T>;
  faults: FieldFault[];
}

/** Checks every entry of a map against a DTO class. Keys that begin with `x-` are left alone. */
export function readMap<T extends object>(cls: Dto<T>, map: unknown, path: readonly string[]): ReadMap<T> {
  if (!isJsonObject(map)) return { entries: new Map(), sound: new Map(), faults: [] };
  const read = Object.entries(map)
    .filter(([key]) => !key.startsWith('x-'))
    .map(([key, plain]) => ({ key, ...validateDto(cls, plain) }));
  return {
    entries: new Map(read.map(({ key, value }) => [key, value])),
    sound: new Map(read.filter(({ faults }) => faults.length === 0).map(({ key, value }) => [key, value])),
    faults: read.flatMap(({ key, faults }) =>
      faults.map(({ pointer, message }) => ({ pointer: formatPointer([...path, key]) + pointer, message })),
    ),
  };
}
