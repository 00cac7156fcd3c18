import { setImmediate } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { writeAll } from './write-all';

/** Characters that are put together before they are written. */
const PORTION = 64 * 1024;

/** What stands before and after the array, where it is not all there is. */
export interface Around {
  readonly before?: string;
  readonly after?: string;
}

/** Answers with a JSON array without ever holding the text of all of it, and lets others have their turn meanwhile. */
export async function sendArray(
  response: ServerResponse,
  items: Iterable<unknown>,
  { before = '', after = '' }: Around = {},
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
