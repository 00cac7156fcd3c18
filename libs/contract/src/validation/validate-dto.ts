import { validateSync, type ValidationError } from 'class-validator';
import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { formatPointer } from '../pure/pointer';
import { Instantiation } from './instantiate';
import type { Dto } from './registry';

export interface ValidateOptions {
  /** Unknown fields become warnings, not faults. `$schema` and `x-…` are always welcome. */
  allowUnknown?: boolean;
}

export interface Validated<T> {
  /** Only to be used when there are no faults. Unknown fields are not in it. */
  value: T;
  faults: FieldFault[];
  warnings: FieldFault[];
}

/** Checks a JSON value against a DTO class and names all its faults at once. */
export function validateDto<T extends object>(
  cls: Dto<T>,
  plain: unknown,
  { allowUnknown = false }: ValidateOptions = {},
): Validated<T> {
  if (!isJsonObject(plain)) {
    return { value: new cls(), faults: [{ pointer: '', message: 'expected a JSON object' }], warnings: [] };
  }
  const instantiation = new Instantiation();
  const value = instantiation.of(cls, plain) as T;
  const errors = validateSync(value, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  const faults = [...instantiation.tooDeep, ...errors.flatMap((error) => faultsOf(error, []))];
  return allowUnknown
    ? { value, faults, warnings: instantiation.unknown }
    : { value, faults: [...instantiation.unknown, ...faults], warnings: [] };
}

function faultsOf(error: ValidationError, parents: readonly string[]): FieldFault[] {
  const path = [...parents, error.property];
  const own = Object.values(error.constraints ?? {}).map((message) => ({ pointer: formatPointer(path), message }));
  return [...dedupe(own), ...(error.children ?? []).flatMap((child) => faultsOf(child, path))];
}

/** A value of the wrong type fails both the field's own rule and the nested one; one message is enough. */
function dedupe(faults: FieldFault[]): FieldFault[] {
  return faults.filter(({ message }, index) => faults.findIndex((other) => other.message === message) === index);
}
