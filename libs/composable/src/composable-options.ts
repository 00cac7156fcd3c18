import type { JsonObject } from '#contract';
import type { OfferedCommand } from './commands/offered-command';

export interface ComposableOptions {
  /** What the service offers, as command messages name it: `todo`. */
  resource: string;
  serviceName: string;
  description?: string;
  /** Further names under which it can be found. */
  tags?: string[];
  profile?: string;
  mediaTypes?: string[];
  /** Additional members of the registration. */
  metadata?: JsonObject;
  /** Seconds for which a registration is valid; it is renewed in time. Default 60. */
  ttl?: number;
  /** Whether to register with discovery at all. Default true. */
  register?: boolean;
  /** The payload's members, for `GET /forms`: `{"title": "string"}`. */
  payload?: JsonObject;
  /** Commands given as data rather than as decorated providers. */
  commands?: OfferedCommand[];
}
