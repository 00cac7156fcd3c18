import type { IncomingHttpHeaders } from 'node:http';
import { PlatformError } from '#contract';

/** `If-Match` and `If-None-Match` of one request (RFC 9110, section 13.1). */
export class Preconditions {
  private readonly match?: Tags;
  private readonly noneMatch?: Tags;

  constructor(headers: IncomingHttpHeaders) {
    this.match = tagsOf('If-Match', headers['if-match']);
    this.noneMatch = tagsOf('If-None-Match', headers['if-none-match']);
  }

  /** @throws PlatformError `precondition-failed` when a condition of a write does not match the document's tag */
  checkWrite(tag: string | undefined): void {
    if (this.match && !names(this.match.strong, tag)) {
      const found = tag === undefined ? 'there is no document' : `it is ${entityTag(tag)} now`;
      throw new PlatformError('precondition-failed', `The document is not the one in If-Match: ${found}`);
    }
    if (this.isKnown(tag)) throw new PlatformError('precondition-failed', 'The document is the one in If-None-Match');
  }

  /** Whether the caller of a read has the current content already. */
  isKnown(tag: string | undefined): boolean {
    return this.noneMatch !== undefined && names(this.noneMatch.any, tag);
  }
}

/** One or several entity tags, comma-separated (RFC 9110, section 8.8.3). */
const TAG = '(?:W/)?"[^"]*"';
const LIST = new RegExp(`^\\s*${TAG}(?:\\s*,\\s*${TAG})*\\s*$`);

/** As headers contain it. */
export function entityTag(tag: string): string {
  return `"${tag}"`;
}

type Names = readonly string[] | '*';

interface Tags {
  /** If-Match compares strongly, so a weak tag never matches. */
  strong: Names;
  any: Names;
}

function tagsOf(name: string, header: string | undefined): Tags | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return { strong: '*', any: '*' };
  if (!LIST.test(header))
    throw new PlatformError('invalid-request', `${name}: expected * or entity tags such as "1-abc", not ${header}`);
  const tags = [...header.matchAll(/(W\/)?"([^"]*)"/g)].map(([, weak, tag = '']) => ({ weak, tag }));
  const namesOf = (list: typeof tags) => list.map(({ tag }) => tag);
  return { strong: namesOf(tags.filter(({ weak }) => weak === undefined)), any: namesOf(tags) };
}

function names(tags: Names, tag: string | undefined): boolean {
  return tag !== undefined && (tags === '*' || tags.includes(tag));
}
