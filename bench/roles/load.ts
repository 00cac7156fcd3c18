// The load generator: posts the same body again and again, so many at a time, and expects a word in every answer.
import { Pool } from 'undici';
import { type LoopOptions, runLoop } from '../harness/closed-loop';

export interface LoadOptions {
  readonly url: string;
  readonly body: string;
  /** A piece of text that tells a good answer. */
  readonly expect: string;
}

const options = JSON.parse(process.argv[2] ?? '{}') as LoopOptions & LoadOptions;
const { origin, pathname, search } = new URL(options.url);
const pool = new Pool(origin, { connections: options.inFlight });
const headers = { 'content-type': 'application/json' };

void runLoop(options, async () => {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: pathname + search,
    headers,
    body: options.body,
  });
  const text = await body.text();
  if (statusCode >= 300 || !text.includes(options.expect)) throw new Error(`answered ${statusCode} ${text}`);
});
