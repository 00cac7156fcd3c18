import { type FieldFault } from '../errors/field-fault';
import { formatPointer } from '../pure';
import { isKnownFormat } from './formats';
import { matchesFieldType } from './fits-type';
import type { DesignFields } from './design';

/** An enum whose values do not match the field's type could never be satisfied. */
export function fieldFaults(fields: DesignFields, path: readonly string[]): FieldFault[] {
  return [...fields].flatMap(([name, { type, enum: values }]) =>
    (values ?? []).flatMap((value, index) =>
      matchesFieldType(value, type)
        ? []
        : [{ pointer: formatPointer([...path, name, 'enum', index]), message: `expected a ${type}` }],
    ),
  );
}

export function formatWarnings(fields: DesignFields, path: readonly string[]): FieldFault[] {
  return [...fields].flatMap(([name, { format }]) =>
    format === undefined || isKnownFormat(format)
      ? []
      : [{ pointer: formatPointer([...path, name, 'format']), message: `"${format}" is not checked` }],
  );
}
