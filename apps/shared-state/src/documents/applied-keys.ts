import type { DocumentRow } from './schema';

/** A caller repeats a write within moments, not after this many others. */
const MAX_REMEMBERED = 64;

type Keys = Pick<DocumentRow, 'applied_keys'>;

export function isApplied(document: Keys, key: string | undefined): boolean {
  // Nearly no write is a repeated one, and then the key does not stand in the text at all.
  return key !== undefined && document.applied_keys.includes(JSON.stringify(key)) && keysOf(document).includes(key);
}

export function rememberKey(before: Keys | undefined, key: string | undefined): string {
  const keys = before ? keysOf(before) : [];
  return JSON.stringify(key === undefined ? keys : [...keys, key].slice(-MAX_REMEMBERED));
}

function keysOf({ applied_keys }: Keys): string[] {
  return JSON.parse(applied_keys) as string[];
}
