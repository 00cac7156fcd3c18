import type { Call } from '#composable';
import { type CommandMessage, PlatformError } from '#contract';

/** The engine registers only commands, so every call is a command message. */
export function messageOf({ message }: Call): CommandMessage {
  if (message) return message;
  throw new PlatformError('invalid-request', 'Expected a command message');
}

/** @throws PlatformError `invalid-request` when the message names no record */
export function recordIdOf({ id }: CommandMessage): string {
  if (id !== undefined) return id;
  const errors = [{ pointer: '/id', message: 'is missing: expected the id of a record' }];
  throw new PlatformError('invalid-request', '/id: is missing', { errors });
}

export function noSuchRecord(id: string): PlatformError {
  return new PlatformError('not-found', `There is no record with the id ${id}`);
}
