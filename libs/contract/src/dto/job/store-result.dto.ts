import { getSchemaPath } from '@nestjs/swagger';
import { isJsonObject } from '../../pure/json';
import { isPointer } from '../../pure/pointer';
import { Custom, type FieldOptions, JsonPointer, Text, WholeNumberList } from '../../validation/fields';

/** Where a task's response, or a part of it, is stored in the state document. */
export class StoreResult {
  @JsonPointer({ required: true, example: '/results/todo' })
  targetPath!: string;

  @Text({ description: 'A path into the response, separated by slashes or by dots', example: '/data/id' })
  sourcePath?: string;

  @WholeNumberList({ min: 100, max: 599, description: 'Only a response with one of these statuses is stored' })
  onlyOnStatus?: number[];
}

/** A pointer, one rule, or several. */
export type StoreResultAt = string | StoreResult | StoreResult[];

/** The class it stands in names `StoreResult` with `ApiExtraModels`. */
export function StoreResultAtField(options: FieldOptions): PropertyDecorator {
  const rule = {
    name: 'storeResultAt',
    expected: 'a JSON pointer, or one or an array of { targetPath, sourcePath?, onlyOnStatus? }',
    test: (value: unknown) =>
      isPointer(value) || isJsonObject(value) || (Array.isArray(value) && value.every(isJsonObject)),
    schema: {
      oneOf: [
        { type: 'string', format: 'json-pointer' },
        { $ref: getSchemaPath(StoreResult) },
        { type: 'array', items: { $ref: getSchemaPath(StoreResult) } },
      ],
    },
  };
  return Custom(options, rule, () => StoreResult);
}
