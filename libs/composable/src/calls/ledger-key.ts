import { createHash } from 'node:crypto';
import type { Call } from '../commands/call';

/**
 * An index entry of PostgreSQL has 2,704 bytes at most. Commands of any name reach a service that takes plain input.
 */
const MAX_BYTES = 2_048;

/** The key of a call in the ledger. */
export interface LedgerKey {
  key: string;
  /** Whether the caller gave a request id. Without one only the last change of a kind to the record is remembered. */
  named: boolean;
}

/** @returns undefined when the call cannot be identified: neither a request id nor a record */
export function ledgerKey({ requestId, message }: Call): LedgerKey | undefined {
  if (requestId !== undefined) return { key: `request:${requestId}`, named: true };
  if (message?.id === undefined) return undefined;
  return { key: short(`record:${JSON.stringify([message.resource, message.command, message.id])}`), named: false };
}

function short(key: string): string {
  if (Buffer.byteLength(key) <= MAX_BYTES) return key;
  return `digest:${createHash('sha256').update(key).digest('base64url')}`;
}
