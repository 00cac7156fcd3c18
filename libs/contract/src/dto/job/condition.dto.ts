import { isPointer } from '../../pure/pointer';
import { Custom, JsonPointer, Nested, NestedList, type FieldOptions } from '../../validation/fields';

type Operand = 'any' | 'array' | 'ordered';

const OPERANDS: Record<Operand, { expected: string; test: (value: unknown) => boolean }> = {
  any: { expected: 'a JSON value', test: (value) => value !== undefined },
  array: { expected: 'an array', test: Array.isArray },
  ordered: {
    expected: 'a number or a string',
    test: (value) => typeof value === 'number' || typeof value === 'string',
  },
};

/** `[pointer, operand]`. */
function Comparison(operand: Operand, options: FieldOptions): PropertyDecorator {
  const { expected, test } = OPERANDS[operand];
  return Custom(options, {
    name: 'comparison',
    expected: `[JSON pointer, ${expected}]`,
    test: (value) => Array.isArray(value) && value.length === 2 && isPointer(value[0]) && test(value[1]),
    schema: { type: 'array', items: {}, minItems: 2, maxItems: 2 },
  });
}

/** A condition on the state document. It has exactly one of these members. */
export class Condition {
  @JsonPointer({ description: 'There is a value', example: '/order/id' })
  exists?: string;

  @Comparison('any', { description: 'The value equals the operand', example: ['/order/state', 'new'] })
  equals?: [string, unknown];

  @Comparison('array', { description: 'The value equals one of the operands' })
  in?: [string, unknown[]];

  @Comparison('ordered', { description: 'The value is greater', example: ['/order/total', 100] })
  gt?: [string, number | string];

  @Comparison('ordered', { description: 'The value is greater or equal' })
  gte?: [string, number | string];

  @Comparison('ordered', { description: 'The value is less' })
  lt?: [string, number | string];

  @Comparison('ordered', { description: 'The value is less or equal' })
  lte?: [string, number | string];

  @Nested(() => Condition, { description: 'The condition does not hold' })
  not?: Condition;

  @NestedList(() => Condition, { description: 'All of the conditions hold' })
  all?: Condition[];

  @NestedList(() => Condition, { description: 'At least one of the conditions holds' })
  any?: Condition[];
}
