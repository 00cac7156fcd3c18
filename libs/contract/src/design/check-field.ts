import { deepEqual } from '../pure';
import type { FieldDto } from './field.dto';
import { fitsType } from './fits-type';
import { hasFormat } from './formats';

/** @returns what was expected, where the value is not what the field may hold */
export function checkField(value: unknown, { type, enum: values, format }: FieldDto): string | undefined {
  if (!fitsType(value, type)) return `expected ${type === 'object' || type === 'array' ? 'an' : 'a'} ${type}`;
  if (values && !values.some((allowed) => deepEqual(allowed, value))) {
    return `expected one of ${values.map((allowed) => JSON.stringify(allowed)).join(', ')}`;
  }
  if (format !== undefined && typeof value === 'string' && !hasFormat(value, format)) return `expected ${format}`;
  return undefined;
}
