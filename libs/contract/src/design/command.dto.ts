import { type JsonObject, type Reversibility } from '../pure';
import {
  AnyJson,
  AnyList,
  AnyObject,
  Custom,
  Flag,
  Nested,
  NestedList,
  OneOf,
  Text,
  TextList,
  WholeNumber,
} from '../validation/fields';

const REVERSIBLE = [true, false, 'full', 'compensating', 'none'];

export class TransitionTypeDto {
  @Flag()
  safe?: boolean;

  @Flag()
  idempotent?: boolean;

  @Custom(
    {},
    {
      name: 'reversible',
      expected: 'true, false, full, compensating or none',
      test: (value) => REVERSIBLE.includes(value as string),
      schema: { oneOf: [{ type: 'boolean' }, { type: 'string', enum: ['full', 'compensating', 'none'] }] },
    },
  )
  reversible?: boolean | Reversibility;
}

export class InputsDto {
  @TextList()
  required?: string[];

  @TextList()
  optional?: string[];

  @AnyObject({ description: 'Values of inputs that are not given' })
  defaults?: JsonObject;

  @AnyList({ description: 'Each an object: field → rule', example: [{ id: 'generateIfMissing' }] })
  rules?: unknown[];
}

export class OutputDto {
  @Text()
  type?: string;

  @OneOf(['object', 'array', 'none'])
  returns?: 'object' | 'array' | 'none';

  @WholeNumber({ min: 200, max: 299 })
  statusCode?: number;
}

export class DeclaredErrorDto {
  @WholeNumber({ required: true, min: 400, max: 599 })
  statusCode!: number;

  @Text()
  when?: string;
}

/** One command of a design. */
export class CommandDto {
  @Text()
  description?: string;

  @Nested(() => TransitionTypeDto)
  transitionType?: TransitionTypeDto;

  @Nested(() => InputsDto)
  inputs?: InputsDto;

  @TextList({ description: 'Fields of the resource that the command sets: it then needs no code', example: ['status'] })
  sets?: string[];

  @Nested(() => OutputDto)
  output?: OutputDto;

  @NestedList(() => DeclaredErrorDto)
  errors?: DeclaredErrorDto[];

  @AnyJson()
  authorization?: unknown;
}
