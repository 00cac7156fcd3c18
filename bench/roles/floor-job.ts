import { type Dispatcher, Pool } from 'undici';
import { MESSAGE, STEPS, TASKS_PER_STEP } from '../jobs';

/** As many as the platform allows itself per service. */
const CONNECTIONS = 128;
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

export function poolFor(target: string): Pool {
  return new Pool(target, { connections: CONNECTIONS });
}

/** The reference job as a bare script does it: the calls, step after step, and nothing else. */
export function bareJob(pool: Dispatcher, beforeStep: (step: number) => Promise<void> = () => Promise.resolve()) {
  return async (): Promise<void> => {
    for (let step = 0; step < STEPS; step++) {
      await beforeStep(step);
      await Promise.all(Array.from({ length: TASKS_PER_STEP }, () => call(pool)));
    }
  };
}

async function call(pool: Dispatcher): Promise<unknown> {
  const body = JSON.stringify(MESSAGE);
  const response = await pool.request({
    method: 'POST',
    path: '/execute',
    headers: HEADERS,
    body,
  });
  if (response.statusCode >= 300) throw new Error(`responded with ${response.statusCode}`);
  return JSON.parse(await response.body.text());
}
