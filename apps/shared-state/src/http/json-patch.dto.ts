import { AnyJson, type FieldFault, formatPointer, JsonPointer, OneOf, PlatformError, validateDto } from '#contract';
import type { JsonPatchOperation } from '../patching/json-patch';

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;
const MAX_OPERATIONS = 10_000;

/** One operation of an RFC 6902 patch. */
export class JsonPatchOp implements JsonPatchOperation {
  @OneOf(OPERATIONS, { required: true })
  op!: JsonPatchOperation['op'];

  @JsonPointer({ required: true, example: '/order/total' })
  path!: string;

  @JsonPointer({ description: 'Where `move` and `copy` take the value' })
  from?: string;

  @AnyJson({ description: 'Of `add`, `replace` and `test`', example: 12 })
  value?: unknown;
}

/** @throws PlatformError `unprocessable` with every fault */
export function readJsonPatch(body: unknown): JsonPatchOp[] {
  if (!Array.isArray(body) || body.length > MAX_OPERATIONS) {
    throw new PlatformError('unprocessable', `A JSON patch is an array of at most ${MAX_OPERATIONS} operations`);
  }
  // RFC 6902 has members it does not define ignored.
  const checked = body.map((operation: unknown) => validateDto(JsonPatchOp, operation, { allowUnknown: true }));
  const errors = checked.flatMap(({ value, faults }, index) =>
    [...faults, ...missingMembers(value)].map(({ pointer, message }) => ({
      pointer: formatPointer([index]) + pointer,
      message,
    })),
  );
  if (errors.length > 0) throw new PlatformError('unprocessable', 'The patch is not valid', { errors });
  return checked.map(({ value }) => value);
}

function missingMembers({ op, from, value }: JsonPatchOp): FieldFault[] {
  if (['add', 'replace', 'test'].includes(op) && value === undefined) {
    return [{ pointer: '/value', message: `is missing: ${op} needs a value` }];
  }
  if (['move', 'copy'].includes(op) && from === undefined) {
    return [{ pointer: '/from', message: `is missing: ${op} needs a JSON pointer` }];
  }
  return [];
}
