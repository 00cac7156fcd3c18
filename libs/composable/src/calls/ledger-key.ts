import { createHash } from 'node:crypto';
import type { Call } from './call';

/** An index of PostgreSQL takes 2,704 bytes. Commands of any name reach a service that takes plain input. */
const MAX_BYTES = 2_048;

/** What a call is remembered by. */
export interface LedgerKey {
  key: string;
  /** Whether the caller gave a request id. Else the last change of a kind to the record is all that is remembered. */
  named: boolean;
}

/** @returns undefined when there is nothing to remember the call by: neither a request id nor a record */
export function ledgerKey({ requestId, message }: Call): LedgerKey | undefined {
  if (requestId !== undefined) return { key: `request:${requestId}`, named: true };
  if (message?.id === undefined) return undefined;
  return { key: short(`record:${JSON.stringify([message.resource, message.command, message.id])}`), named: false };
}

function short(key: string): string {
  if (Buffer.byteLength(key) <= MAX_BYTES) return key;
  return `digest:${createHash('sha256').update(key).digest('base64url')}`;
}
