import { isJsonObject } from '../pure';
import type { FieldType } from './field.dto';

export function matchesFieldType(value: unknown, type: FieldType): boolean {
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isJsonObject(value) : typeof value === type;
}
