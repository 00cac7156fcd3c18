import { PlatformError } from '#contract';

/** A place in the list of jobs, which is ordered by time, newest first. */
export interface ListPlace {
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly id: string;
}

export function encodeCursor({ createdAt, id }: ListPlace): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

/** @throws PlatformError `invalid-request` if this platform did not issue it */
export function decodeCursor(cursor: string): ListPlace {
  const [, createdAt, id] = /^(\d{1,15}) ([\x21-\x7e]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (createdAt !== undefined && id !== undefined) return { createdAt: Number(createdAt), id };
  const message = 'expected a cursor from the Link header of the page before';
  throw new PlatformError('invalid-request', `cursor: ${message}`, { errors: [{ pointer: '/cursor', message }] });
}

export function newestFirst(a: ListPlace, b: ListPlace): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}
