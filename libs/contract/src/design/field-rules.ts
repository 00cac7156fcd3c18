import { type FieldFault } from '../errors/field-fault';
import { formatPointer } from '../pure';
import { isKnownFormat } from './formats';
import { fitsType } from './fits-type';
import type { Fields } from './design';

/** An enum whose values its own type forbids could never be satisfied. */
export function fieldFaults(fields: Fields, path: readonly string[]): FieldFault[] {
  return [...fields].flatMap(([name, { type, enum: values }]) =>
    (values ?? []).flatMap((value, index) =>
      fitsType(value, type)
        ? []
        : [{ pointer: formatPointer([...path, name, 'enum', index]), message: `expected a ${type}` }],
    ),
  );
}

export function formatWarnings(fields: Fields, path: readonly string[]): FieldFault[] {
  return [...fields].flatMap(([name, { format }]) =>
    format === undefined || isKnownFormat(format)
      ? []
      : [{ pointer: formatPointer([...path, name, 'format']), message: `"${format}" is not checked` }],
  );
}
