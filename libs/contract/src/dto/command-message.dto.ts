import type { CommandMessage } from '../pure/command-message';
import type { JsonObject } from '../pure/json';
import { AnyJson, AnyObject, Text } from '../validation/fields';

/** The Composable Command Message: the usual body of /execute, /repeat and /revert. */
export class CommandMessageDto implements CommandMessage {
  @Text({
    required: true,
    minLength: 1,
    example: 'create',
    description: 'A standard command or one of the service’s own',
  })
  command!: string;

  @Text({ required: true, minLength: 1, example: 'todo' })
  resource!: string;

  @Text({ minLength: 1, maxLength: 512, description: 'Which record; a create without one gets one made' })
  id?: string;

  @AnyJson({ description: 'The fields to set, or to filter by' })
  payload?: unknown;

  @AnyObject({ description: 'requestId and jobId name the call; the rest is the author’s own' })
  metadata?: JsonObject;
}
