import type { JsonObject } from '../pure/json';
import type { Labels } from '../pure/labels';
import { AnyObject, LabelMap, Text } from '../validation/fields';

const MAX_DESCRIPTION = 1_000;

/** What `PUT /definitions/{name}` takes: a job document with places for values, and a schema of the values. */
export class DefinitionDocument {
  @Text({ description: 'The same as in the address, for documents that are kept in files', example: 'order' })
  name?: string;

  @Text({ maxLength: MAX_DESCRIPTION, example: 'Reserves a room and charges the customer' })
  description?: string;

  @LabelMap('What the definition can be found by; jobs of it have those of its `job`')
  labels?: Labels;

  @AnyObject({
    description: 'JSON Schema (2020-12) of the inputs, of type object; absent: it takes none',
    example: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
  })
  inputs?: JsonObject;

  @AnyObject({
    required: true,
    description: 'A job document; `{"$input": "/pointer"}` anywhere in it stands for a value of the inputs',
    example: { steps: [{ tasks: [{ tag: 'todo', input: { title: { $input: '/title' } } }] }] },
  })
  job!: JsonObject;
}
