import { type FieldFault, PlatformError, Text } from '#contract';
import { checkDocumentId } from '../documents/document-id';
import type { ListPosition } from '../documents/document-store';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

const CREATED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The requested page of a list. */
export class PageQuery {
  @Text({ description: `1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when absent` })
  limit?: string;

  @Text({ description: 'From the Link header of the page before' })
  cursor?: string;
}

export interface DocumentPage {
  limit: number;
  after?: ListPosition;
}

/** @throws PlatformError `invalid-request` with all faults of the query */
export function readPageQuery({ limit, cursor }: PageQuery): DocumentPage {
  const page = { limit: limit === undefined ? DEFAULT_LIMIT : wholeNumber(limit), after: readCursor(cursor) };
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

export function cursorAfter({ createdAt, id }: { createdAt: string; id: unknown }): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

function readCursor(cursor: string | undefined): ListPosition | undefined {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as unknown[];
    // Only a cursor made here encodes back to itself.
    const isOurs =
      typeof createdAt === 'string' && CREATED.test(createdAt) && cursorAfter({ createdAt, id }) === cursor;
    return isOurs ? { createdAt, id: checkDocumentId(id) } : undefined;
  } catch {
    return undefined;
  }
}
