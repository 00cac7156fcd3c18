import { deepEqual } from '../pure';
import type { FieldDto } from './field.dto';
import { matchesFieldType } from './fits-type';
import { hasFormat } from './formats';

/** @returns the expected type or format, when the value does not match the field */
export function checkField(value: unknown, { type, enum: values, format }: FieldDto): string | undefined {
  if (!matchesFieldType(value, type)) return `expected ${type === 'object' || type === 'array' ? 'an' : 'a'} ${type}`;
  if (values && !values.some((allowed) => deepEqual(allowed, value))) {
    return `expected one of ${values.map((allowed) => JSON.stringify(allowed)).join(', ')}`;
  }
  if (format !== undefined && typeof value === 'string' && !hasFormat(value, format)) return `expected ${format}`;
  return undefined;
}
