import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import { journalMigrations } from '../../adapters/database/migrations';
import type { JournalSchema } from '../../adapters/database/schema';
import { SqlJournal } from '../../adapters/journal/sql-journal';
import { SqlRests } from '../../adapters/journal/sql-rests';
import { ownershipOn } from '../../adapters/ownership/ownership-on';
import { POLICY_DEFAULTS } from '../../core/plan/defaults';
import type { Clock } from '../../ports/clock.port';
import type { CommandQueue } from '../../ports/command-queue.port';
import type { StateClient } from '../../ports/state-client.port';
import { createRuntime, type Runtime } from '../create-runtime';

const HOUR_S = 3_600;
const BY = { by: null, reason: null };

/** Time that a test sets. */
class SetClock implements Clock {
  private alarms: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(private time: number) {}

  get timers(): number {
    return this.alarms.length;
  }

  now(): number {
    return this.time;
  }

  notBefore(time: number): Clock {
    return time <= this.time ? this : new SetClock(time);
  }

  at(at: number, wake: () => void): () => void {
    const alarm = { at, wake };
    this.alarms.push(alarm);
    return () => (this.alarms = this.alarms.filter((other) => other !== alarm));
  }

  sleep(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  set(time: number): void {
    this.time = time;
    const due = this.alarms.filter(({ at }) => at <= time);
    this.alarms = this.alarms.filter(({ at }) => at > time);
    for (const { wake } of due) wake();
  }
}

onEveryDatabase('jobs that wait at a step', (fresh) => {
  let database: Database<JournalSchema>;
  let clock: SetClock;
  let runtime: Runtime;
  let looks: number;
  const damaged = jest.fn();

  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    runtime = await started(1_000);
  });
  afterEach(async () => {
    await stopped();
    await database.close();
    expect(damaged).not.toHaveBeenCalled();
  });

  async function started(now: number): Promise<Runtime> {
    clock = new SetClock(now);
    const ownership = ownershipOn(database, 6_000);
    const rests = new SqlRests(database, ownership);
    looks = 0;
    const perform = () => new Promise<never>(() => undefined);
    const ports = {
      journal: new SqlJournal(database, ownership),
      rests: {
        due: (...which: Parameters<SqlRests['due']>) => rests.due(...which),
        nextAfter: (at: number) => rests.nextAfter(at).finally(() => looks++),
      },
      ownership,
      queue: { receive: () => Promise.resolve([]) } as unknown as CommandQueue,
      states: {} as StateClient,
      executors: { steps: { perform }, reversion: { perform } },
      clock,
      log: { damaged, lost: damaged, refused: damaged, kept: damaged, trouble: damaged },
    };
    const made = createRuntime(ports, { leaseMs: 60_000, retention: { keepMs: 0, sweepMs: 0 } });
    await made.replica.start();
    return made;
  }

  async function stopped(): Promise<void> {
    runtime.replica.drain();
    await runtime.orchestrator.stop(0);
    await runtime.replica.leave();
  }

  const submit = async (jobId: string, step: object) => {
    const document = { steps: [step] };
    const more = { defaults: POLICY_DEFAULTS, lenient: false, warnings: [], stateDoc: null };
    await runtime.orchestrator.submit({ type: 'submit', jobId, document, ...more }, null);
  };
  const status = async (jobId: string) => (await runtime.orchestrator.state(jobId))?.status;
  const completed = async (...jobIds: string[]) => {
    for (const jobId of jobIds) while ((await status(jobId)) !== 'completed') await new Promise(setImmediate);
  };

  it('are kept by no process: one timer wakes them all, each in its time', async () => {
    for (let n = 1; n <= 50; n++) await submit(`job-${n}`, { wait: { seconds: n * HOUR_S } });
    await submit('asked', { waitFor: { signal: 'go' } });
    expect(runtime.orchestrator.open).toBe(0);
    expect(clock.timers).toBe(1);
    clock.set(1_000 + 2 * HOUR_S * 1_000);
    await completed('job-1', 'job-2');
    expect(await status('job-3')).toBe('running');
    clock.set(1_000 + 50 * HOUR_S * 1_000);
    await completed('job-3', 'job-50');
    expect(await status('asked')).toBe('running');
    await runtime.orchestrator.act('asked', { type: 'signal', name: 'go', body: null, ...BY });
    expect(await status('asked')).toBe('completed');
  });

  it('are woken by the process that comes after, also when they were due meanwhile', async () => {
    await submit('meanwhile', { wait: { seconds: HOUR_S } });
    await submit('later', { wait: { seconds: 3 * HOUR_S } });
    await submit('limited', { waitFor: { signal: 'go' }, name: 'a' });
    await stopped();
    runtime = await started(1_000 + 2 * HOUR_S * 1_000);
    await completed('meanwhile');
    expect(await status('later')).toBe('running');
    expect(runtime.orchestrator.open).toBe(0);
    while (clock.timers === 0) await new Promise(setImmediate);
    clock.set(1_000 + 3 * HOUR_S * 1_000);
    await completed('later');
  });

  it('wait no longer because a clock was set back: the time that is left counts', async () => {
    await stopped();
    runtime = await started(9 * HOUR_S * 1_000);
    await submit('job', { wait: { seconds: 10 } });
    await stopped();
    runtime = await started(HOUR_S * 1_000);
    // It is kept here, with a time of its own.
    while (runtime.orchestrator.open === 0 || looks === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(clock.timers).toBe(0);
  });
});
