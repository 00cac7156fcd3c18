import type { FieldFault } from '../errors/field-fault';
import { firstFaults } from '../errors/first-faults';
import { isJsonObject } from '../pure/json';
import { runToEnd } from '../pure/run-to-end';
import type { Dto } from './registry';
import { DtoWalk } from './walk';

export interface ValidateOptions {
  /** Unknown fields become warnings, not faults. `$schema` and `x-…` are always accepted. */
  allowUnknown?: boolean;
}

export interface Validated<T> {
  /** Use only when there are no faults. Unknown fields are not in it. */
  value: T;
  faults: FieldFault[];
  warnings: FieldFault[];
}

/** Checks a JSON value against a DTO class and reports all its faults, or the first and that there are more. */
export function validateDto<T extends object>(cls: Dto<T>, plain: unknown, options?: ValidateOptions): Validated<T> {
  return runToEnd(validatingDto(cls, plain, options));
}

/** The same, item by item. */
export function* validatingDto<T extends object>(
  cls: Dto<T>,
  plain: unknown,
  { allowUnknown = false }: ValidateOptions = {},
): Generator<void, Validated<T>> {
  if (!isJsonObject(plain)) {
    return { value: new cls(), faults: [{ pointer: '', message: 'expected a JSON object' }], warnings: [] };
  }
  const walk = new DtoWalk(allowUnknown);
  const value = yield* walk.object(cls, plain);
  return allowUnknown
    ? { value, faults: firstFaults(walk.faults), warnings: firstFaults(walk.unknown) }
    : { value, faults: firstFaults([...walk.unknown, ...walk.faults]), warnings: [] };
}
