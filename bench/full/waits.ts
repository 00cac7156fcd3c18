import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { usageOf } from '../harness/usage';
import { median } from '../harness/stats';
import { atMost } from '../report/targets';
import type { Section } from './section';
import { submitMany } from './submit-many';

const SIZES = [1_000, 100_000];
const HOUR_S = 3_600;
const DUE_S = 20;
const DUE = 100;
const LOOKS = 50;
const MIB = 1024 ** 2;
/** For the collector to take what submissions have left. */
const SETTLE_MS = 5_000;
const LIMIT_MS = 60_000;

const memoryAt = (count: number): string => `${count.toLocaleString('en-US')} jobs wait: memory of job-control`;
const LIST = 'first page of those that wait for a signal, 100,000 waiting: p50';
const RESTART = 'job-control listens again with 100,000 waiting after';
const MORE = 'memory that 99,000 more take';

/** Jobs that wait for a signal or a time: what they take, how they are found, and that they are woken after a restart. */
export const waits: Section = {
  id: 'waits',
  title: 'Jobs that wait',
  run: async (stage) => {
    const platform = await stage.platform({ env: { JOB_MAX_OPEN: '100000' } }, await stage.target);
    const memory = async (): Promise<number> => {
      await delay(SETTLE_MS);
      return usageOf(platform.pidOf('job-control')).rssBytes / MIB;
    };
    const memories: number[] = [];
    for (const [index, size] of SIZES.entries()) {
      const more = size - (SIZES[index - 1] ?? 0);
      const steps = [{ waitFor: { signal: 'go', timeoutSeconds: HOUR_S } }];
      await submitMany(platform.url('job-control'), { steps }, more);
      memories.push(await memory());
    }
    const listed = await timeOf(() => get(`${platform.url('job-control')}/jobs?waitingFor=signal`));
    await submitMany(platform.url('job-control'), { name: 'due', steps: [{ wait: { seconds: DUE_S } }] }, DUE);
    const due = Date.now() + DUE_S * 1_000;
    await platform.crash('job-control');
    const began = Date.now();
    await platform.up('job-control');
    const restarted = Date.now() - began;
    const after = await memory();
    const completed = () => get(`${platform.url('job-control')}/jobs?name=due&status=completed&limit=1000`);
    while ((await completed()).length < DUE) {
      if (Date.now() > due + LIMIT_MS) throw new Error('jobs that are due do not end');
      await delay(100);
    }
    return [
      ...SIZES.map((size, index) => ({ what: memoryAt(size), value: memories[index]!, unit: 'MiB' })),
      { what: MORE, value: memories[1]! - memories[0]!, unit: 'MiB' },
      { what: LIST, value: listed, unit: 'ms' },
      { what: RESTART, value: restarted / 1_000, unit: 's' },
      { what: 'memory of job-control after it', value: after, unit: 'MiB' },
      { what: `${DUE} jobs due after the restart: the last one ends late by`, value: Date.now() - due, unit: 'ms' },
    ];
  },
  targets: (found) => atMost('Memory of 99,000 more jobs that wait', 30, found(MORE), (mib) => `${mib.toFixed(0)} MiB`),
};

async function get(url: string): Promise<unknown[]> {
  return (await (await request(url)).body.json()) as unknown[];
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < LOOKS; n++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
}
