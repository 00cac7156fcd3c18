import { REVERSIBILITIES, type Reversibility } from '../pure/forms';
import type { JsonObject } from '../pure/json';
import { AnyObject, Flag, OneOf, Text, TextList } from '../validation/fields';

/** What a service declares about one of its commands. */
export class Affordance {
  @Text({ required: true, minLength: 1, example: 'create' })
  command!: string;

  @Text()
  description?: string;

  @TextList({ description: 'Payload fields, or `id` for the message’s id', example: ['title'] })
  requiredFields?: string[];

  @TextList()
  optionalFields?: string[];

  @Flag({ description: 'It changes nothing' })
  safe?: boolean;

  @Flag({ description: 'Twice is as good as once' })
  idempotent?: boolean;

  @OneOf(REVERSIBILITIES, { description: 'What /revert makes of it' })
  reversible?: Reversibility;

  @AnyObject({ description: 'JSON Schema of the payload' })
  payloadSchema?: JsonObject;

  @AnyObject({ description: 'JSON Schema of the result' })
  resultSchema?: JsonObject;
}
