import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';

export interface WithoutEmpty {
  /** The same value if nothing was empty. */
  readonly rest: unknown;
  readonly warnings: readonly FieldFault[];
}

/** Older clients send "" for absent values: such members are taken as absent, each with a warning. */
export function withoutEmpty(
  value: unknown,
  members: readonly string[],
  path: readonly (string | number)[] = [],
): WithoutEmpty {
  const empty = isJsonObject(value) ? members.filter((member) => value[member] === '') : [];
  if (empty.length === 0 || !isJsonObject(value)) return { rest: value, warnings: [] };
  const message = 'is empty, and taken for absent';
  return {
    rest: Object.fromEntries(Object.entries(value).filter(([member]) => !empty.includes(member))),
    warnings: empty.map((member) => ({ pointer: formatPointer([...path, member]), message })),
  };
}
