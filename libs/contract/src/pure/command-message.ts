import { isJsonObject, type JsonObject } from './json';

/** The Composable Command Message. Any other JSON object is a plain input and accepted as well. */
export interface CommandMessage {
  command: string;
  resource: string;
  id?: string;
  payload?: unknown;
  metadata?: JsonObject;
}

export function isCommandMessage(value: unknown): value is CommandMessage {
  return isJsonObject(value) && typeof value.command === 'string' && typeof value.resource === 'string';
}
