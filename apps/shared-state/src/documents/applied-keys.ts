import { PlatformError } from '#contract';
import type { DocumentRow } from './schema';

/** A caller repeats a write within moments, not after this many others. */
const MAX_REMEMBERED = 64;

type Keys = Pick<DocumentRow, 'applied_keys' | 'applied_digests'>;

/** The key of a write, and a digest of its request. */
export interface Idempotency {
  readonly key: string;
  readonly digest: string;
}

/**
 * Whether the write was applied already.
 * @throws PlatformError `idempotency-mismatch` when another method or body was applied under its key
 */
export function isApplied(document: Keys, write: Idempotency | undefined): boolean {
  // Nearly no write is a repeated one, and then the key does not occur in the text at all.
  if (!write || !document.applied_keys.includes(JSON.stringify(write.key))) return false;
  if (!keysOf(document).includes(write.key)) return false;
  const digest = digestsOf(document).get(write.key);
  // Keys from before digests were stored have no digest.
  if (digest === undefined || digest === write.digest) return true;
  throw new PlatformError('idempotency-mismatch', 'This Idempotency-Key was used for another write of the document');
}

export function rememberKey(before: Keys | undefined, write: Idempotency | undefined): Keys {
  if (!write) return { applied_keys: before?.applied_keys ?? '[]', applied_digests: before?.applied_digests ?? null };
  const keys = [...(before ? keysOf(before) : []), write.key].slice(-MAX_REMEMBERED);
  const digests = (before ? digestsOf(before) : new Map<string, string>()).set(write.key, write.digest);
  const known = keys.flatMap((key) => {
    const digest = digests.get(key);
    return digest === undefined ? [] : [[key, digest]];
  });
  return { applied_keys: JSON.stringify(keys), applied_digests: JSON.stringify(known) };
}

function keysOf({ applied_keys }: Keys): string[] {
  return JSON.parse(applied_keys) as string[];
}

function digestsOf({ applied_digests }: Keys): Map<string, string> {
  return new Map(JSON.parse(applied_digests ?? '[]') as [string, string][]);
}
