import { PlatformError } from '../errors/platform-error';
import type { FieldFault } from '../errors/field-fault';
import { hasEnoughFaults } from '../errors/first-faults';
import { formatPointer } from '../pure/pointer';
import { AnyJson, JsonPointer, OneOf } from '../validation/fields';
import { validateDto } from '../validation/validate-dto';

/** One operation of shared-state's own patch, `PATCH /state/:id` with `application/json`. */
export class StatePatchOp {
  @OneOf(['add', 'merge'], { required: true })
  op!: 'add' | 'merge';

  @JsonPointer({ description: 'Where `add` puts the value; parents are made on the way' })
  path?: string;

  @AnyJson({ required: true })
  value!: unknown;
}

/** Reads one operation or an array of them, always as a list. */
export function readStatePatch(plain: unknown): StatePatchOp[] {
  const list = Array.isArray(plain) ? plain : [plain];
  const prefix = (index: number) => (Array.isArray(plain) ? formatPointer([index]) : '');
  const errors: FieldFault[] = [];
  const operations = list.map((one: unknown, index) => {
    // Faults beyond the limit are neither reported nor searched for.
    if (hasEnoughFaults(errors)) throw invalid(errors);
    const { value, faults } = validateDto(StatePatchOp, one);
    const found = [...faults, ...pathFaults(value)];
    errors.push(...found.map((fault) => ({ ...fault, pointer: prefix(index) + fault.pointer })));
    return value;
  });
  if (errors.length > 0) throw invalid(errors);
  return operations;
}

function invalid(errors: FieldFault[]): PlatformError {
  return new PlatformError('unprocessable', 'The patch is not valid', { errors });
}

function pathFaults({ op, path }: StatePatchOp): FieldFault[] {
  if (op === 'add' && path === undefined)
    return [{ pointer: '/path', message: 'is missing: add needs a JSON pointer' }];
  if (op === 'merge' && path !== undefined) return [{ pointer: '/path', message: 'merge works at the root: no path' }];
  return [];
}
