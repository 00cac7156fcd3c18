import type { JsonObject } from '../pure/json';
import { AnyObject, Numeric, Text, TextList, WebAddress } from '../validation/fields';

/** The optional members of a registration, under both dialects' names. */
export class ServiceTraits {
  @Text()
  description?: string;

  @TextList({ example: ['/execute', '/repeat', '/revert'] })
  endpoints?: string[];

  @TextList({ description: 'What it offers; findable as tags too', example: ['todo'] })
  resources?: string[];

  @TextList({ description: 'What it offers; findable as resources too', example: ['todo'] })
  tags?: string[];

  @Text({ description: '`semanticProfile` means the same' })
  profile?: string;

  @Text()
  semanticProfile?: string;

  @TextList({ example: ['application/json'] })
  mediaTypes?: string[];

  @WebAddress({ description: 'Where to ask whether it is alive; `pingUrl` means the same' })
  pingURL?: string;

  @WebAddress()
  pingUrl?: string;

  @Numeric({ min: 0, description: 'Seconds within which it will renew' })
  ttl?: number;

  @AnyObject()
  metadata?: JsonObject;

  @WebAddress({ description: 'Address of an ALPS document' })
  alps?: string;
}
