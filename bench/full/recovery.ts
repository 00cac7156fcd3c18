import { setTimeout as delay } from 'node:timers/promises';
import { referenceJob } from '../jobs';
import { atMost } from '../report/targets';
import { firstCallTimes } from './first-call-times';
import type { Section } from './section';
import { submitMany } from './submit-many';

const JOBS = 1_000;
const RESPONSE_MS = '2000';
const LIMIT_MS = 60_000;
const FIRST = 'the first job goes on after';
const ALL = 'all 1,000 go on after';
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Item 5: how soon open jobs go on after SIGKILL, from the moment the new process listens. */
export const recovery: Section = {
  id: 'recovery',
  title: 'SIGKILL with 1,000 open jobs',
  run: async (stage) => {
    const target = await stage.role('target', { DELAY_MS: RESPONSE_MS, RECORD: '1' });
    const platform = await stage.platform({ env: { JOB_MAX_CALLS_PER_SERVICE: '100000' } }, target);
    await submitMany(platform.url('job-control'), referenceJob('stateless'), JOBS);
    await platform.crash('job-control');
    await firstCallTimes(target.url);
    await platform.up('job-control');
    const up = Date.now();
    const times: number[] = [];
    while (times.length < JOBS && Date.now() < up + LIMIT_MS) {
      await delay(100);
      times.push(...(await firstCallTimes(target.url)));
    }
    times.sort((a, b) => a - b);
    const [first = NaN, last = NaN] = [times[0], times[JOBS - 1]].map((time) => (time ?? NaN) - up);
    return [
      { what: FIRST, value: first, unit: 'ms' },
      { what: ALL, value: last, unit: 'ms' },
    ];
  },
  targets: (found) => [
    ...atMost('First job resumed after the process is up', 1_000, found(FIRST), seconds),
    ...atMost('1,000 jobs resumed', 5_000, found(ALL), seconds),
  ],
};
