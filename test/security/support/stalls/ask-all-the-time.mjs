// A client of all apps, as a process of its own, that asks each for something small all the time.
//   node ask-all-the-time.mjs URL...     on SIGTERM prints, as JSON: the responses, how often each came, and the slowest in milliseconds
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

const PAUSE_MS = 20;
const kinds = {};
let over = false;
process.once('SIGTERM', () => (over = true));

async function ask(url) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: 1 });
  const times = (kinds[url] = { responses: {}, slowestMs: 0 });
  while (!over) {
    const began = performance.now();
    const response = await pool
      .request({ method: 'GET', path: pathname + search })
      .then(async ({ statusCode, body }) => (await body.dump(), statusCode))
      .catch((error) => error.code ?? error.message);
    times.responses[response] = (times.responses[response] ?? 0) + 1;
    times.slowestMs = Math.max(times.slowestMs, performance.now() - began);
    await delay(PAUSE_MS);
  }
  await pool.destroy();
}

await Promise.all(process.argv.slice(2).map(ask));
process.stdout.write(JSON.stringify(kinds));
