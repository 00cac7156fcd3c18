import { Pool } from 'undici';
import { Platform } from '../e2e/support/platform';

const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 60);
const TIMES_CAPACITY = 5;
const JOB = JSON.stringify({
  name: 'load',
  steps: [1, 2, 3].map(() => ({
    tasks: [{ tag: 'todo', input: { command: 'create', resource: 'todo', payload: { title: 'x' } } }],
  })),
});

describe(`${TIMES_CAPACITY} times as many jobs as can be done, for ${SECONDS} s`, () => {
  let platform: Platform;
  let pool: Pool;
  beforeAll(async () => {
    platform = await Platform.start(['examples/designs/todo.json']);
    pool = new Pool(platform.env.JOB_CONTROL_URL!, { connections: 512 });
  }, 120_000);
  afterAll(async () => {
    await pool.destroy();
    await platform.stop();
  });

  const ask = async (method: 'GET' | 'POST', path: string, body?: string) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await pool.request({ method, path, headers, body: body ?? null });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  const metric = async (pattern: RegExp) => Number(pattern.exec((await ask('GET', '/metrics')).text)?.[1] ?? 0);
  const completed = () => metric(/^jobs_ended_total\{status="completed"\} (\S+)$/m);
  const memory = async () => (await metric(/^process_resident_memory_bytes (\S+)$/m)) / 2 ** 20;

  /** Jobs a second that 32 clients get done that wait for each. */
  const capacity = async (): Promise<number> => {
    const [before, began] = [await completed(), performance.now()];
    const client = async () => {
      while (performance.now() - began < SECONDS * 500) await ask('POST', '/jobs?wait=true', JOB);
    };
    await Promise.all(Array.from({ length: 32 }, client));
    return ((await completed()) - before) / ((performance.now() - began) / 1_000);
  };

  it('are taken or refused, what is taken is done, reverts come through, and memory has an end', async () => {
    const normal = await capacity();
    const done = JSON.parse((await ask('GET', '/jobs?status=completed&limit=1000')).text) as { id: string }[];
    const [before, began] = [await completed(), performance.now()];
    const answers: Promise<{ status: number; retry: unknown }>[] = [];
    const reverts: Promise<number>[] = [];
    let most = 0;
    for (let tenth = 0; tenth < SECONDS * 10; tenth++) {
      const due = Math.ceil((normal * TIMES_CAPACITY) / 10);
      for (let n = 0; n < due; n++) {
        answers.push(
          ask('POST', '/jobs', JOB).then(({ status, headers }) => ({ status, retry: headers['retry-after'] })),
        );
      }
      const next = done.pop();
      if (next && tenth % 5 === 0)
        reverts.push(ask('POST', `/jobs/${next.id}/revert`, '{}').then(({ status }) => status));
      if (tenth % 20 === 0) most = Math.max(most, await memory());
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (tenth + 1) * 100 - performance.now())));
    }
    const goodput = ((await completed()) - before) / ((performance.now() - began) / 1_000);
    const all = await Promise.all(answers);
    const refused = all.filter(({ status }) => status === 503);
    process.stderr.write(
      `normal ${normal.toFixed(0)} jobs/s; offered ${(all.length / SECONDS).toFixed(0)}/s, done ${goodput.toFixed(0)}/s ` +
        `(${((100 * goodput) / normal).toFixed(0)} %), refused ${refused.length} of ${all.length}; at most ${most.toFixed(0)} MiB\n`,
    );
    expect(new Set(all.map(({ status, retry }) => `${status} ${String(retry)}`))).toEqual(
      new Set(refused.length > 0 ? ['202 undefined', '503 1'] : ['202 undefined']),
    );
    expect(new Set(await Promise.all(reverts))).toEqual(new Set([202]));
    while ((await metric(/^jobs_open (\S+)$/m)) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    for (const status of ['failed', 'needs-attention'])
      expect((await ask('GET', `/jobs?status=${status}`)).text).toBe('[]');
    expect(JSON.parse((await ask('GET', '/jobs?status=reverted&limit=1000')).text)).toHaveLength(reverts.length);
    expect(most).toBeLessThan(1_024);
  }, 600_000);
});
