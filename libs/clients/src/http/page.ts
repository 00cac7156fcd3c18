/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** Cursor of the next page; absent on the last one. */
  cursor?: string;
}

/** The cursor in `Link: <…?cursor=…>; rel="next"` (RFC 8288). */
export function nextCursor(link: string | undefined): string | undefined {
  const next = nextLink(link);
  if (next === undefined || !URL.canParse(next, 'http://any')) return undefined;
  return new URL(next, 'http://any').searchParams.get('cursor') ?? undefined;
}

/** Where the next page is; undefined on the last one. */
export function nextLink(link: string | undefined): string | undefined {
  return /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
}
