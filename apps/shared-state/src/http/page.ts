import { type FieldFault, PlatformError } from '#contract';
import type { DocumentInfo } from '../documents/document';
import type { Position } from '../documents/document-store';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

export interface Page {
  limit: number;
  after?: Position;
}

/** @throws PlatformError `invalid-request` with every fault of the query */
export function readPage({ limit, cursor }: { limit?: unknown; cursor?: unknown }): Page {
  const page = { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), after: readCursor(cursor) };
  const errors: FieldFault[] = [];
  if (!(Number.isInteger(page.limit) && page.limit >= 1 && page.limit <= MAX_LIMIT)) {
    errors.push({ pointer: '/limit', message: `expected a whole number from 1 to ${MAX_LIMIT}` });
  }
  if (cursor !== undefined && page.after === undefined) {
    errors.push({ pointer: '/cursor', message: 'expected a cursor from the Link header of the page before' });
  }
  if (errors.length > 0) throw new PlatformError('invalid-request', 'The query is not valid', { errors });
  return page;
}

export function cursorAfter({ createdAt, id }: DocumentInfo): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

function readCursor(cursor: unknown): Position | undefined {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(String(cursor), 'base64url').toString()) as unknown[];
    return typeof createdAt === 'string' && typeof id === 'string' ? { createdAt, id } : undefined;
  } catch {
    return undefined;
  }
}
