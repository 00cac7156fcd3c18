import type { JobView } from '#contract';
import { tasksOf } from '../../support/job-control';
import type { ModelService } from '../../support/model-service';
import { Platform } from '../../support/platform';
import { until } from '../../support/until';
import { mostMemoryDuring, usageOf } from './usage';

export interface Scale {
  readonly steps: number;
  readonly tasks: number;
  readonly waiting: number;
}

const MOST_MIB = 300;
const AT_A_TIME = 32;
const WITHIN_MS = 540_000;
/** Three processes, on a machine that may have much else to do. */
const START_LIMIT_MS = 120_000;
const HOUR_S = 3_600;
/** So many of the jobs that wait are due while job-control is down, or soon after. */
const DUE_SOON = 20;
const SOON_S = 10;
const ROUNDS = 3;
/** Were the work per task proportional to the length of the job, it would be ten. */
const MOST_GROWTH = 2.5;

/** What holds of one long job, one wide step and many open jobs alike: they work, and take little memory. */
export function itScales({ steps, tasks, waiting }: Scale): void {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => (platform = await Platform.start()), START_LIMIT_MS);
  beforeEach(async () => (service = await platform.service()));
  afterAll(() => platform.stop());

  const task = (key: number) => ({ tag: service.tag, input: { key } });
  const long = (count: number) => ({ steps: numbers(count).map((n) => ({ tasks: [task(n)] })) });
  const keys = (verb: string) => service.calls(verb).map(({ body }) => body.key);
  /** The job when it has ended. It is not read meanwhile: showing a long job costs more than running a step of it. */
  const ended = async (document: object) => {
    const { status, body } = await platform.jobs.ask('/jobs?wait=true', { body: document, within: WITHIN_MS });
    expect(status).toBe(200);
    return body;
  };
  const run = async (document: object) => {
    let job: JobView | null = null;
    const most = await mostMemoryDuring(platform.jobs.url, async () => (job = await ended(document)));
    expect(most).toBeLessThan(MOST_MIB);
    return job as unknown as JobView;
  };

  it(
    `a job of ${steps} steps runs them in order, each once`,
    async () => {
      const job = await run(long(steps));
      expect(job.status).toBe('completed');
      expect(keys('execute')).toEqual(numbers(steps));
    },
    WITHIN_MS,
  );

  it(
    `a job of ${steps} steps whose last task fails is undone from its end to its beginning`,
    async () => {
      service.behave = ({ verb, body }) => (verb === 'execute' && body.key === steps - 1 ? { status: 422 } : undefined);
      const job = await run(long(steps));
      expect(job.status).toBe('failed');
      expect(keys('revert')).toEqual(numbers(steps - 1).reverse());
    },
    WITHIN_MS,
  );

  it(
    `a step of ${tasks} tasks calls each once`,
    async () => {
      const job = await run({ steps: [{ tasks: numbers(tasks).map(task) }] });
      expect(job.status).toBe('completed');
      expect(Object.keys(tasksOf(job))).toHaveLength(tasks);
      expect(new Set(keys('execute')).size).toBe(tasks);
      expect(service.calls('execute')).toHaveLength(tasks);
    },
    WITHIN_MS,
  );

  it(
    `a task costs the same in one job of ${steps} steps as in ten of a tenth`,
    async () => {
      const runAll = async (count: number, size: number) => {
        for (let n = 0; n < count; n++) await ended(long(size));
      };
      const cpuOf = async (work: () => Promise<void>) => {
        const before = await usageOf(platform.jobs.url);
        await work();
        return (await usageOf(platform.jobs.url)).cpuSeconds - before.cpuSeconds;
      };
      let [ten, one] = [0, 0];
      await runAll(10, steps / 10);
      for (let round = 0; round < ROUNDS; round++) {
        ten += await cpuOf(() => runAll(10, steps / 10));
        one += await cpuOf(() => runAll(1, steps));
      }
      expect(one / ten).toBeLessThan(MOST_GROWTH);
    },
    WITHIN_MS,
  );

  it(
    `${waiting} jobs that wait for a time take little memory, survive a kill, and go on when it is their time`,
    async () => {
      service.behave = ({ verb, body }) => {
        if (verb !== 'execute') return undefined;
        return { status: 202, effect: false, headers: { 'retry-after': String(body.late ? HOUR_S : SOON_S) } };
      };
      const submit = (late: boolean) =>
        platform.jobs.submit({
          // A service is waited for as long as the policy allows.
          retry: { maxIntervalMs: HOUR_S * 1000 },
          steps: [{ tasks: [{ tag: service.tag, input: { key: 'k', late } }] }],
        });
      const soon: string[] = [];
      const most = await mostMemoryDuring(platform.jobs.url, async () => {
        await times(waiting - DUE_SOON, () => submit(true));
        await times(DUE_SOON, async () => soon.push(await submit(false)));
        await until(() => service.received.length === waiting, { within: WITHIN_MS, what: 'the first call of each' });
      });
      expect(most).toBeLessThan(MOST_MIB);

      await platform.down('job-control');
      await platform.up('job-control');
      service.behave = () => undefined;
      const after = await mostMemoryDuring(platform.jobs.url, async () => {
        for (const id of soon) expect((await platform.jobs.ended(id, WITHIN_MS)).status).toBe('completed');
      });
      expect(after).toBeLessThan(MOST_MIB);
      expect((await usageOf(platform.jobs.url)).openJobs).toBe(waiting - DUE_SOON);
      expect(service.received.filter(({ body }) => body.late)).toHaveLength(waiting - DUE_SOON);
    },
    WITHIN_MS,
  );
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Does something so many times, a few at a time. */
async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
