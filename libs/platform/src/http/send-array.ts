import { setImmediate } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { writeAll } from './write-all';

/** Characters that are joined before they are written. */
const PORTION = 64 * 1024;

/** Text before and after the array, if it is part of an object. */
export interface ArrayEnvelope {
  readonly before?: string;
  readonly after?: string;
}

/** Responds with a JSON array without ever holding its whole text, and yields to other requests meanwhile. */
export async function sendArray(
  response: ServerResponse,
  items: Iterable<unknown>,
  { before = '', after = '' }: ArrayEnvelope = {},
): Promise<void> {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  let text = `${before}[`;
  let separator = '';
  for (const item of items) {
    text += separator + JSON.stringify(item);
    separator = ',';
    if (text.length < PORTION) continue;
    if (!(await writeAll(response, text))) return;
    text = '';
    await setImmediate();
  }
  response.end(`${text}]${after}`);
}
