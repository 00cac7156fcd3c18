import {
  AnyJson,
  hasEnoughFaults,
  type FieldFault,
  formatPointer,
  JsonPointer,
  OneOf,
  PlatformError,
  validateDto,
} from '#contract';
import type { ParsedPatchOperation } from '../patching/json-patch';

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;
const MAX_OPERATIONS = 10_000;

/** One operation of an RFC 6902 patch. */
export class JsonPatchOp implements ParsedPatchOperation {
  @OneOf(OPERATIONS, { required: true })
  op!: ParsedPatchOperation['op'];

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
    const errors = [{ pointer: '', message: `expected an array of at most ${MAX_OPERATIONS} operations` }];
    throw new PlatformError('unprocessable', 'The patch is not valid', { errors });
  }
  // RFC 6902: undefined members are ignored.
  const errors: FieldFault[] = [];
  const operations = body.map((operation: unknown, index) => {
    // Faults beyond the limit are neither reported nor searched for.
    if (hasEnoughFaults(errors)) throw invalid(errors);
    const { value, faults } = validateDto(JsonPatchOp, operation, { allowUnknown: true });
    const found = [...faults, ...missingMembers(value)];
    errors.push(...found.map((fault) => ({ ...fault, pointer: formatPointer([index]) + fault.pointer })));
    return value;
  });
  if (errors.length > 0) throw invalid(errors);
  return operations;
}

function invalid(errors: FieldFault[]): PlatformError {
  return new PlatformError('unprocessable', 'The patch is not valid', { errors });
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
