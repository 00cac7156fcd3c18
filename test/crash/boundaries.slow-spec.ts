import { join } from 'node:path';
import type { JobStatus } from '#contract';
import { ask, whenTaken } from '../support/http';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

const PRELOAD = join(__dirname, 'support/kill-at.cjs');
const MOST_BOUNDARIES = 40;

/**
 * job-control is killed at every boundary of a reference job: before and after each write to its journal, before and
 * after each call. Whatever the moment: the job ends as it would have, nothing is lost and nothing is done twice.
 */
describe('job-control, killed at every boundary of a job', () => {
  let platform: Platform;
  let service: ModelService;

  beforeAll(async () => {
    platform = await Platform.start();
    service = await platform.service();
  });
  afterAll(() => platform.stop());

  const task = (key: string) => ({
    name: key,
    tag: service.tag,
    input: {
      command: 'create',
      resource: service.tag,
      payload: { key, before: { $fromState: '/seen', default: null } },
    },
    storeResultAt: { targetPath: `/results/${key}`, sourcePath: 'result.key' },
  });
  const reference = (run: string, last: object) => ({
    initialState: { seen: run },
    steps: [
      { name: 'first', tasks: [task(`${run}-a`), task(`${run}-b`)] },
      { name: 'second', mode: 'sequential', tasks: [task(`${run}-c`), task(`${run}-d`)] },
      { name: 'third', tasks: [task(`${run}-e`), last] },
    ],
  });

  /** Whether the process was killed at all: it is not when the job has fewer boundaries than that. */
  async function survives(killAt: string, run: string, last: object, status: JobStatus, net: number): Promise<boolean> {
    await platform.down('job-control', 'SIGTERM');
    const dying = platform.spawnWith(PRELOAD, 'job-control', { KILL_AT: killAt });
    await platform.untilResponding('job-control');
    await platform.knows(service);
    const submit = () =>
      whenTaken(() =>
        ask<{ status: JobStatus }>(`${platform.url('job-control')}/jobs?wait=true`, {
          body: reference(run, last),
          headers: { 'idempotency-key': run },
          within: 20_000,
        }),
      );
    const killed = await submit().then(
      () => false,
      () => true,
    );
    if (!killed) await dying.kill('SIGKILL');
    await dying.ended;

    await platform.up('job-control');
    // Submitted again under the same key, as a client that got no response does.
    const { body } = await submit();
    expect({ killAt, status: body.status }).toEqual({ killAt, status });
    const keys = ['a', 'b', 'c', 'd', 'e'].map((name) => `${run}-${name}`);
    expect({ killAt, net: keys.map((key) => service.ledger.net(key)) }).toEqual({ killAt, net: keys.map(() => net) });
    expect([...service.ledger.doubled]).toEqual([]);
    return killed;
  }

  const ends: [string, (run: string) => object, JobStatus, number][] = [
    ['completes', (id) => ({ command: 'read', resource: 'x', id }), 'completed', 1],
    ['fails at its last task', () => ({ refuse: true }), 'failed', 0],
  ];
  const boundaries = ['append:before', 'append:after', 'send:before', 'send:after'];

  for (const [what, last, status, net] of ends) {
    it.each(boundaries)(
      `a job that ${what} survives a kill at each %s`,
      async (boundary) => {
        // It refuses to do it, not to undo it: reverting what never ran is a noop.
        service.behave = ({ body, verb }) =>
          body.refuse === true && verb !== 'revert' ? { status: 422, effect: false } : undefined;
        const survivesKill = (nth: number) => {
          const run = `${status}-${boundary}-${nth}`;
          return survives(`${boundary}:${nth}`, run, { tag: service.tag, input: last(run) }, status, net);
        };
        let nth = 1;
        while (await survivesKill(nth)) {
          nth += 1;
          if (nth > MOST_BOUNDARIES) throw new Error('the job never ended');
        }
        expect(nth).toBeGreaterThan(4);
      },
      300_000,
    );
  }
});
