import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobSummary } from '#contract';
import { Turns } from '../../security/support/stalls/turns';
import { Platform } from '../../support/platform';
import { until } from '../../support/until';
import { CountingService } from './counting-service';

export interface LargeJob {
  readonly steps: number;
  readonly items: number;
  readonly mostMiB: number;
}

/** CPU time of job-control's thread, as in test/security/stalls.ci-spec.ts. */
const LONGEST_TURN_MS = 50;
/** While a process starts it compiles its code, which takes long turns, whatever it has to do. */
const STARTING_MS = 3_000;
const LOOK_MS = 250;
const VIEW_MS = 100;
const MIB = 1024 * 1024;
const PER_CALL_MS = 20;

/** What holds of a job however many units it has: it ends, is undone, and never holds up anybody else. */
export function itRuns({ steps, items, mostMiB }: LargeJob): void {
  const within = 120_000 + steps * items * PER_CALL_MS;
  let directory: string;
  let platform: Platform;
  let service: CountingService;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'turns-'));
    platform = await Platform.start({ ...Turns.environment(directory), JOB_MAX_CALLS_PER_SERVICE: '64' });
    service = await CountingService.start(platform.url('discovery'));
  }, 120_000);
  afterAll(async () => {
    service.stop();
    await platform.stop();
    rmSync(directory, { recursive: true });
  });

  const document = {
    initialState: { items: Array.from({ length: items }, (_, id) => ({ id, name: `item ${id}` })) },
    steps: Array.from({ length: steps }, (_, step) => ({
      name: `step-${step}`,
      tasks: [
        {
          name: 'each',
          tag: 'counting',
          forEach: { $fromState: '/items' },
          input: {
            command: 'create',
            resource: 'counting',
            data: { name: { $fromItem: '/name' }, n: { $index: true } },
          },
        },
      ],
    })),
  };

  /** Measures job-control while something is done. */
  const during = async (what: string, mostMs: number, work: () => Promise<unknown>): Promise<void> => {
    const turns = new Turns(directory, 'job-control');
    turns.longest();
    const from = performance.now();
    await work();
    const longest = turns.longest();
    const seconds = (performance.now() - from) / 1000;
    const report = `${steps} x ${items}, ${what}: ${seconds.toFixed(0)} s, longest turn ${longest.toFixed(0)} ms, ${turns.mostMemory.toFixed(0)} MiB`;
    process.stderr.write(`${report}\n`);
    expect(longest).toBeLessThanOrEqual(mostMs);
    expect(turns.mostMemory).toBeLessThan(mostMiB);
  };

  /** From the list: the view of such a job takes long enough to be measured by itself. */
  const rests = async (id: string, status: string): Promise<void> => {
    const listed = async () => {
      await delay(LOOK_MS);
      const { body } = await platform.jobs.ask<JobSummary[]>(`/jobs?status=${status}`);
      return body.some(({ jobId }) => jobId === id);
    };
    await until(listed, { within, what: `the job being ${status}` });
  };
  it(
    `a job of ${steps} steps of ${items} items runs to its end, killed in the middle, and is undone`,
    async () => {
      const all = steps * items;
      const id = await platform.jobs.submit(document);
      const isHalfDone = () => service.executed >= all / 2;
      await during('forward', LONGEST_TURN_MS, () => until(isHalfDone, { within, what: 'half of it' }));
      await platform.down('job-control');
      await platform.up('job-control');
      await delay(STARTING_MS);
      await during('recovered', LONGEST_TURN_MS, () => rests(id, 'completed'));
      expect(service.executed).toBeGreaterThanOrEqual(all);
      await during('viewed', VIEW_MS, async () => {
        const { status, body } = await platform.jobs.ask<unknown>(`/jobs/${id}`);
        expect(status).toBe(200);
        expect(JSON.stringify(body).length).toBeLessThan(MIB);
      });
      await platform.jobs.act(id, 'revert');
      await during('undone', LONGEST_TURN_MS, () => rests(id, 'reverted'));
      expect(service.reverted).toBeGreaterThanOrEqual(all);
    },
    3 * within,
  );
}
