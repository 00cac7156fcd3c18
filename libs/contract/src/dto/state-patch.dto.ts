import { PlatformError } from '../errors/platform-error';
import type { FieldFault } from '../errors/field-fault';
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

/** One operation or an array of them, always as a list. */
export function readStatePatch(plain: unknown): StatePatchOp[] {
  const list = Array.isArray(plain) ? plain : [plain];
  const prefix = (index: number) => (Array.isArray(plain) ? formatPointer([index]) : '');
  const checked = list.map((one) => validateDto(StatePatchOp, one));
  const errors = checked.flatMap(({ value, faults }, index) =>
    [...faults, ...pathFaults(value)].map((fault) => ({ ...fault, pointer: prefix(index) + fault.pointer })),
  );
  if (errors.length > 0) throw new PlatformError('unprocessable', 'The patch is not valid', { errors });
  return checked.map(({ value }) => value);
}

function pathFaults({ op, path }: StatePatchOp): FieldFault[] {
  if (op === 'add' && path === undefined)
    return [{ pointer: '/path', message: 'is missing: add needs a JSON pointer' }];
  if (op === 'merge' && path !== undefined) return [{ pointer: '/path', message: 'merge works at the root: no path' }];
  return [];
}
