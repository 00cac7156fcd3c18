import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { measure } from '../harness/measure';
import { post } from '../harness/platform';
import { ROLES } from '../harness/root';
import { referenceJob } from '../jobs';
import { firstCallTimes } from './first-call-times';
import type { Finding, Section } from './section';
import { submitMany } from './submit-many';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const OPEN = 100;
const RESPONSE_MS = '2000';
const ASKED = 500;
const WINDOW = { inFlight: 1, warmUpMs: 500, measureMs: 2_000 };
const LIMIT_MS = 60_000;
/** Its only step is skipped: a short journal, so that there is room for a million. */
const ENDED = { name: 'ended', steps: [{ enabled: false, tasks: [{ tag: 'any' }] }] };

/** Item 4: listing, fetching and resuming with ever more jobs in the journal. */
export const journal: Section = {
  id: 'journal',
  title: 'Ever more ended jobs in the journal, and 100 open ones, on SQLite',
  run: async (stage) => {
    const target = await stage.role('target', { DELAY_MS: RESPONSE_MS, RECORD: '1' });
    const platform = await stage.platform({ env: { JOB_MAX_CALLS_PER_SERVICE: '100000' } }, target);
    const { jobId } = (await post(`${platform.url('job-control')}/jobs?wait=true`, ENDED)) as { jobId: string };
    const findings: Finding[] = [];
    for (const size of SIZES) {
      await submitMany(platform.url('job-control'), referenceJob('stateless'), OPEN);
      await platform.crash('job-control');
      const ids = await fill(platform.directory, jobId, size);
      await firstCallTimes(target.url);
      const began = Date.now();
      await platform.up('job-control');
      const up = Date.now() - began;
      const resumed = (await lastOf(target.url, OPEN)) - began;
      const url = `${platform.url('job-control')}/jobs`;
      const look = (urls: string[]) => measure('load', WINDOW, { urls, method: 'GET', expect: 'jobId' }, []);
      const one = await look(ids.map((id) => `${url}/${id}`));
      const newest = await look([`${url}?limit=100`]);
      const byStatus = await look([`${url}?status=completed&limit=100`]);
      const what = `${size} jobs`;
      findings.push(
        { what: `${what}: one fetched, p50`, value: one.p50, unit: 'ms' },
        { what: `${what}: one fetched, p99`, value: one.p99, unit: 'ms' },
        { what: `${what}: the newest 100 listed, p50`, value: newest.p50, unit: 'ms' },
        { what: `${what}: the newest 100 completed, p50`, value: byStatus.p50, unit: 'ms' },
        { what: `${what}: from start to listening`, value: up, unit: 'ms' },
        { what: `${what}: from start to the last of the open ones going on`, value: resumed, unit: 'ms' },
      );
    }
    return findings;
  },
};

async function fill(directory: string, jobId: string, size: number): Promise<string[]> {
  const args = [join(ROLES, 'fill-journal.js'), directory, jobId, String(size), String(ASKED)];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as string[];
}

/** When the target had heard of so many jobs. */
async function lastOf(target: string, count: number): Promise<number> {
  const times: number[] = [];
  for (const limit = Date.now() + LIMIT_MS; times.length < count && Date.now() < limit; await delay(50)) {
    times.push(...(await firstCallTimes(target)));
  }
  return times.length < count ? NaN : Math.max(...times);
}
