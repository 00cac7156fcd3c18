import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { usageOf } from '../harness/usage';
import { referenceJob, TASKS } from '../jobs';
import { atMost } from '../report/targets';
import type { Finding, Section } from './section';
import { submitMany } from './submit-many';

const SIZES = [1, 100, 1_000, 10_000];
/** Below, CPU time is too little to be told. */
const LEAST_FOR_CPU = 1_000;
const RESPONSE_MS = '2000';
const CALLS_AT_A_TIME = '2000';
const LOOK_MS = 1_000;
const LIMIT_MS = 300_000;
const MIB = 1024 ** 2;

const memoryAt = (count: number): string => `${count} at once: memory of job-control at most`;

/** Item 4: memory and CPU of job-control with ever more jobs open, on services that take two seconds. */
export const openJobs: Section = {
  id: 'open-jobs',
  title: 'Jobs in flight on a service that takes two seconds, 2,000 calls at a time',
  run: async (stage) => {
    const target = await stage.role('target', { DELAY_MS: RESPONSE_MS });
    const env = { JOB_MAX_CALLS_PER_SERVICE: CALLS_AT_A_TIME };
    const platform = await stage.platform({ env }, target);
    const url = platform.url('job-control');
    const pid = platform.pidOf('job-control');
    const findings: Finding[] = [];
    for (const count of SIZES) {
      const cpu = usageOf(pid).cpuSeconds;
      const began = Date.now();
      await submitMany(url, referenceJob('stateless'), count);
      const peak = await peakUntilEnded(url, pid);
      findings.push(
        { what: memoryAt(count), value: peak, unit: 'MiB' },
        { what: `${count} at once: all ended after`, value: (Date.now() - began) / 1000, unit: 's' },
      );
      if (count < LEAST_FOR_CPU) continue;
      const value = ((usageOf(pid).cpuSeconds - cpu) * 1000) / (count * TASKS);
      findings.push({ what: `${count} at once: CPU of job-control per 1,000 tasks`, value, unit: 's' });
    }
    return findings;
  },
  targets: (found) => atMost('10,000 open jobs', 300, found(memoryAt(10_000)), (value) => `${value.toFixed(0)} MiB`),
};

/** Waits until no job is open, and fails when one did not complete; the most memory seen meanwhile. */
async function peakUntilEnded(url: string, pid: number): Promise<number> {
  let peak = 0;
  for (const limit = Date.now() + LIMIT_MS; (await are('accepted', url)) || (await are('running', url));) {
    if (Date.now() > limit) throw new Error('jobs do not end');
    peak = Math.max(peak, usageOf(pid).rssBytes / MIB);
    await delay(LOOK_MS);
  }
  for (const status of ['failed', 'reverting', 'needs-attention']) {
    if (await are(status, url)) throw new Error(`there is a job ${status}`);
  }
  return peak;
}

async function are(status: string, url: string): Promise<boolean> {
  const { body } = await request(`${url}/jobs?status=${status}&limit=1`);
  return ((await body.json()) as unknown[]).length > 0;
}
