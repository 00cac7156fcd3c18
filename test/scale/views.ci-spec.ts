import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '#contract';
import { ask } from '../support/http';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';
import { usageOf } from './support/usage';

const MIB = 2 ** 20;
const WITHIN_MS = 300_000;

/** Garbage and code that is compiled come on top of some measurements: of several the least counts. */
const ROUNDS = 3;
const WARM_READS = 20;
/** What protocol.md promises of every read. */
const MOST_MS = 100;
const CLIENTS = 10;
const LINGERING_MS = 1_000;
const MOST_OF_A_READ = 1;

describe('the view of a large job', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => {
    platform = await Platform.start();
    service = await platform.service();
    service.behave = ({ verb, body }) =>
      verb === 'execute' ? { body: { key: body.key, text: 'x'.repeat(Number(body.bytes)) } } : undefined;
  }, WITHIN_MS);
  afterAll(() => platform.stop());

  const ended = async (document: object): Promise<string> => {
    const { body } = await ask<JobView>(`${platform.jobs.url}/jobs?wait=true`, { body: document, within: WITHIN_MS });
    expect(body.status).toBe('completed');
    return body.id;
  };
  const task = (bytes: number, more: object = {}) => ({ tag: service.tag, input: { key: 1, bytes }, ...more });
  const large = (tasks = 30) => ({
    steps: Array.from({ length: tasks }, (_, at) => ({ name: `s${at}`, tasks: [task(MIB - 100)] })),
  });
  const cpuMsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await usageOf(platform.jobs.url);
    await work();
    return ((await usageOf(platform.jobs.url)).cpuSeconds - before.cpuSeconds) * 1_000;
  };
  const restarted = async (): Promise<void> => {
    // Killed just after the end of a job, it would not have stored the view yet, and the first read would make it.
    await platform.down('job-control', 'SIGTERM');
    await platform.up('job-control');
    // What every process does once, the first time.
    for (let n = 0; n < 20; n++) await usageOf(platform.jobs.url);
  };
  const small = () => ended({ steps: [{ tasks: [task(1)] }] });
  const read = async (id: string) => {
    const response = await ask<JobView>(`${platform.jobs.url}/jobs/${id}`);
    expect(response.status).toBe(200);
    expect(JSON.stringify(response.body).length).toBeLessThan(MIB);
  };

  it.each([
    [
      'of 10,000 items',
      () => ({
        initialState: { items: Array.from({ length: 10_000 }, (_, at) => at) },
        steps: [{ tasks: [task(1, { forEach: { $fromState: '/items' } })] }],
      }),
    ],
    ['of 1,000 steps', () => ({ steps: Array.from({ length: 1_000 }, () => ({ tasks: [task(100)] })) })],
    ['with results of 30 MiB', () => large()],
  ])(
    '%s',
    async (name, document) => {
      const few = await small();
      let [cold, warm] = [Infinity, Infinity];
      for (let round = 0; round < ROUNDS; round++) {
        // One that was never read.
        const id = await ended(document());
        await restarted();
        await read(few);
        cold = Math.min(cold, await cpuMsOf(() => read(id)));
        warm = Math.min(
          warm,
          (await cpuMsOf(async () => {
            for (let n = 0; n < WARM_READS; n++) await read(id);
          })) / WARM_READS,
        );
      }
      process.stderr.write(`${name}: ${cold.toFixed(0)} ms of CPU at first, then ${warm.toFixed(1)} ms\n`);
      expect(cold).toBeLessThan(MOST_MS);
      expect(warm).toBeLessThan(MOST_MS);
    },
    WITHIN_MS,
  );

  it(
    'and of the tasks of a step, for which its history is read, costs nothing more when the client has left',
    async () => {
      const url = `${platform.jobs.url}/jobs/${await ended(large(60))}/steps/s0/tasks`;
      let [whole, left] = [Infinity, Infinity];
      for (let round = 0; round < ROUNDS; round++) {
        await restarted();
        left = Math.min(left, await cpuMsOf(() => leaving(url)));
        whole = Math.min(whole, await cpuMsOf(async () => expect((await ask(url)).status).toBe(200)));
      }
      process.stderr.write(
        `${CLIENTS} clients that leave: ${left.toFixed(0)} ms of CPU; one that stays: ${whole.toFixed(0)} ms\n`,
      );
      expect(left).toBeLessThan(whole * MOST_OF_A_READ);
    },
    WITHIN_MS,
  );
});

/** Clients that ask for something and leave, one after another; then so much time that whatever goes on would show. */
async function leaving(url: string): Promise<void> {
  for (let n = 0; n < CLIENTS; n++) {
    const asked = request(url, { agent: false });
    const closed = new Promise((resolve) => asked.once('close', resolve));
    asked.on('error', () => undefined).end(() => asked.destroy());
    await closed;
  }
  await delay(LINGERING_MS);
}
