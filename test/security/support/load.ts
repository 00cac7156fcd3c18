import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const OFFER_JOBS = join(__dirname, 'offer-jobs.mjs');
const run = promisify(execFile);

/** How often which response came, by status and `Retry-After`. */
export type ResponseCounts = Record<string, number>;

/** Offers jobs of three steps, from a process of its own: see offer-jobs.mjs. */
export async function offerJobs(url: string, how: 'in-turn' | 'per-second', amount: number, seconds: number) {
  const { stdout } = await run(process.execPath, [OFFER_JOBS, url, how, String(amount), String(seconds)]);
  return JSON.parse(stdout) as ResponseCounts;
}
