/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** Ask again with this cursor for what follows; absent on the last page. */
  cursor?: string;
}

/** Reads the cursor out of `Link: <…?cursor=…>; rel="next"` (RFC 8288). */
export function nextCursor(link: string | undefined): string | undefined {
  const next = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '');
  if (next?.[1] === undefined) return undefined;
  return new URL(next[1], 'http://any').searchParams.get('cursor') ?? undefined;
}
