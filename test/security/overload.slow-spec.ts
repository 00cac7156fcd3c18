import { setTimeout as delay } from 'node:timers/promises';
import { Platform } from '../e2e/support/platform';
import { ask } from '../support/http';
import { until } from '../support/until';
import { type ResponseCounts, offerJobs } from './support/load';

const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 60);
const TIMES_CAPACITY = 5;
const CLIENTS = 32;
/** An observer is in the same queue as every other client. */
const LOOK_MS = 60_000;

/** What was done while something went on. */
interface Measured {
  readonly jobsPerSecond: number;
  readonly responses: ResponseCounts;
}

describe(`${TIMES_CAPACITY} times as many jobs as can be done, for ${SECONDS} s`, () => {
  let platform: Platform;
  let url: string;
  beforeAll(async () => {
    platform = await Platform.start(['examples/designs/todo.json']);
    url = platform.urls['job-control'];
  }, 120_000);
  afterAll(() => platform.stop());

  const metric = async (pattern: RegExp) =>
    Number(pattern.exec((await ask<string>(`${url}/metrics`, { within: LOOK_MS })).body)?.[1] ?? 0);
  const completed = () => metric(/^jobs_ended_total\{status="completed"\} (\S+)$/m);
  const memory = async () => (await metric(/^process_resident_memory_bytes (\S+)$/m)) / 2 ** 20;
  const listed = async (status: string) =>
    (await ask<{ id: string }[]>(`${url}/jobs?status=${status}&limit=1000`)).body;
  const untilIdle = () =>
    until(async () => (await metric(/^jobs_driven (\S+)$/m)) === 0, { within: 60_000, what: 'the end of all jobs' });

  const measured = async (offering: Promise<ResponseCounts>): Promise<Measured> => {
    const [before, began] = [await completed(), performance.now()];
    const responses = await offering;
    return { jobsPerSecond: ((await completed()) - before) / ((performance.now() - began) / 1_000), responses };
  };
  /** Jobs a second that clients get done who wait for each. */
  const capacity = async () => (await measured(offerJobs(url, 'in-turn', CLIENTS, SECONDS / 4))).jobsPerSecond;

  it('are taken or refused, what is taken is done, reverts come through, and memory has an end', async () => {
    await capacity();
    const before = await capacity();
    const done = await listed('completed');
    let over = false;
    let mostMemory = 0;
    const reverts: number[] = [];
    const revertNowAndThen = async () => {
      for (; !over; await delay(500)) {
        reverts.push(
          (await ask(`${url}/jobs/${done[reverts.length]!.id}/revert`, { body: {}, within: LOOK_MS })).status,
        );
        mostMemory = Math.max(mostMemory, await memory());
      }
    };
    const reverting = revertNowAndThen();
    const { jobsPerSecond, responses } = await measured(offerJobs(url, 'per-second', before * TIMES_CAPACITY, SECONDS));
    over = true;
    await reverting;
    await untilIdle();
    const after = await capacity();
    const normal = (before + after) / 2;
    process.stderr.write(
      `normal ${before.toFixed(0)} and ${after.toFixed(0)} jobs/s; ${TIMES_CAPACITY} times as much: ` +
        `done ${jobsPerSecond.toFixed(0)}/s (${((100 * jobsPerSecond) / normal).toFixed(0)} %), ` +
        `responded with ${JSON.stringify(responses)}; ${reverts.length} reverts; at most ${mostMemory.toFixed(0)} MiB\n`,
    );
    expect(Object.keys(responses).sort()).toEqual(['202', '503 1']);
    expect(jobsPerSecond).toBeGreaterThan(0.8 * normal);
    expect(new Set(reverts)).toEqual(new Set([202]));
    await untilIdle();
    for (const status of ['failed', 'needs-attention']) expect(await listed(status)).toEqual([]);
    expect(await listed('reverted')).toHaveLength(reverts.length);
    expect(mostMemory).toBeLessThan(1_024);
  }, 600_000);
});
