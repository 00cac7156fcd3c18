// The calls of the reference job, for all who are measured beside the platform.
import { Pool } from 'undici';

const { TARGET, MESSAGE } = process.env;
const pool = new Pool(TARGET, { connections: 128 });
const headers = { 'content-type': 'application/json' };

export const STEPS = Number(process.env.STEPS);
/** The numbers of the tasks of a step. */
export const TASKS = Array.from({ length: Number(process.env.TASKS_PER_STEP) }, (_, task) => task);

export async function call() {
  const response = await pool.request({ method: 'POST', path: '/execute', headers, body: MESSAGE });
  if (response.statusCode >= 300) throw new Error(`responded with ${response.statusCode}`);
  return JSON.parse(await response.body.text());
}
