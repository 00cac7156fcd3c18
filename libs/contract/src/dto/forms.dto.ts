import type { JsonObject } from '../pure/json';
import { AnyJson, AnyList, AnyObject, Flag, NestedList, OneOf, Text } from '../validation/fields';
import { Affordance } from './affordance.dto';

/** The descriptive dialect of `GET /forms`, which the platform's own services serve. */
export class DescriptiveForms {
  @Text({ required: true, example: 'todo' })
  resource!: string;

  @Text()
  description?: string;

  @Flag({
    description: 'It keeps a ledger of request ids: /repeat may always be used to find out what became of a call',
  })
  requestIds?: boolean;

  @AnyObject({ required: true, description: 'The members of a command message and what each may be' })
  messageStructure!: JsonObject;

  @NestedList(() => Affordance, { required: true })
  affordances!: Affordance[];
}

/** One entry of `GET /forms` in the dialect of older services: an array of links. */
export class FormLink {
  @Text({ required: true, example: 'execute' })
  rel!: string;

  @OneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
  method?: string;

  @Text({ required: true, example: 'http://host:4100/execute' })
  href!: string;

  @AnyList({ example: ['input (string)'] })
  input?: unknown[];

  @AnyJson({ example: '{ result: string }' })
  output?: unknown;
}
