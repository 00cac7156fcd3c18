import type { JsonObject } from '#contract';
import type { Command } from './commands/command';

export interface ComposableOptions {
  /** What the service offers, as command messages name it: `todo`. */
  resource: string;
  serviceName: string;
  description?: string;
  /** Besides the resource, under what it is found. */
  tags?: string[];
  profile?: string;
  mediaTypes?: string[];
  /** Any more that discovery should know. */
  metadata?: JsonObject;
  /** Seconds for which a registration counts; it is renewed in time. Default 60. */
  ttl?: number;
  /** Whether to register with discovery at all. Default true. */
  register?: boolean;
  /** What a payload may hold, for `GET /forms`: `{"title": "string"}`. */
  payload?: JsonObject;
  /** Commands that are data rather than decorated providers. */
  commands?: Command[];
}
