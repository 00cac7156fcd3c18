import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { JobStatus, JobSummary, JobView } from '#contract';
import { TestPostgres } from '#storage/testing';
import { AppProcess } from '../e2e/support/app-process';
import { ports } from '../fixtures/version-before/ports.json';
import { ask } from '../support/http';
import { type Ledger, ModernLedger, OlderLedger } from '../support/ledger';
import { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

jest.setTimeout(120_000);

const FIXTURE = join(__dirname, '../fixtures/version-before');

interface Effect {
  requestId: string;
  key: string;
  response: { status: number; body: unknown };
  undone: boolean;
}
type Effects = Record<'booking' | 'older', Effect[]>;

const read = (name: string): Buffer => readFileSync(join(FIXTURE, name));
const effectsOf = (database: string) => JSON.parse(read(`${database}.effects.json`).toString()) as Effects;
const newDirectory = () => mkdtempSync(join(tmpdir(), 'version-before-'));

interface Place {
  readonly dataDir: string;
  readonly env: Record<string, string>;
  readonly remove: () => Promise<void>;
}

const PLACES: Record<'sqlite' | 'postgres', () => Promise<Place>> = {
  sqlite: () => {
    const dataDir = newDirectory();
    execFileSync('tar', ['-xzf', join(FIXTURE, 'sqlite.tar.gz'), '-C', dataDir]);
    return Promise.resolve({ dataDir, env: {}, remove: () => Promise.resolve() });
  },
  postgres: async () => {
    const server = await TestPostgres.start();
    const DATABASE_URL = await server.createDatabase();
    const client = new Client({ connectionString: DATABASE_URL });
    await client.connect();
    await client.query(gunzipSync(read('postgres.sql.gz')).toString());
    await client.end();
    return { dataDir: newDirectory(), env: { DATABASE_URL }, remove: () => server.stop() };
  },
};

/** What becomes of each job, what was asked of it before, and how often each of its effects is there in the end. */
const PROMISED: [name: string, status: JobStatus, effects: Record<string, number>, actions?: [string, object?][]][] = [
  ['completed', 'completed', { 'completed-a': 1, 'completed-b': 1 }],
  ['completed', 'reverted', { 'completed-a': 0, 'completed-b': 0 }, [['revert']]],
  ['undone', 'failed', { 'undone-a': 0, 'undone-b': 0 }],
  ['run-job', 'failed', { 'run-job-a': 0 }],
  ['cancelled', 'cancelled', { 'cancelled-a': 0, 'cancelled-b': 0 }],
  ['killed', 'killed', { 'killed-a': 1, 'killed-b': 0 }],
  ['killed', 'reverted', { 'killed-a': 0, 'killed-b': 0 }, [['revert']]],
  ['in-flight', 'completed', { 'in-flight-a': 1, 'in-flight-b': 1 }],
  ['never-arrived', 'completed', { 'never-arrived-a': 1 }],
  ['waits-for-retry', 'completed', { 'waits-a': 1, 'waits-b': 1 }],
  ['waits-for-service', 'completed', { 'late-a': 1 }],
  ['no-service', 'failed', { 'no-service-a': 0 }],
  ['undoing', 'failed', { 'undoing-a': 0, 'undoing-b': 0, 'undoing-c': 0 }],
  ['approval', 'completed', { 'approval-a': 1, 'approval-b': 1 }, [['approve', { step: 'approval-b' }]]],
  ['paused', 'completed', { 'paused-a': 1, 'paused-b': 1, 'paused-c': 1 }, [['continue'], ['approve']]],
  ['needs-attention', 'failed', { 'attention-a': 0, 'attention-b': 0 }, [['continue']]],
  ['inner', 'completed', { 'inner-a': 1, 'inner-b': 1 }, [['approve']]],
  ['outer', 'completed', { 'outer-a': 1, 'inner-a': 1, 'inner-b': 1 }],
  ['outer', 'reverted', { 'outer-a': 0, 'inner-a': 0, 'inner-b': 0 }, [['revert']]],
  ['items', 'completed', { 'item-0': 1, 'item-1': 1, 'item-2': 1, 'item-3': 1 }],
  ['rerun', 'completed', { 'rerun-a': 1, 'rerun-b': 1 }, [['approve']]],
  ['older-completed', 'completed', { 'older-completed-a': 1 }],
  ['older-completed', 'reverted', { 'older-completed-a': 0 }, [['revert']]],
  ['older-in-flight', 'failed', { 'older-in-flight-a': 0 }],
];

describe.each(['sqlite', 'postgres'] as const)('what the version before left on %s', (database) => {
  let platform: Platform;
  let engine: AppProcess;
  let services: ModelService[];
  let remove: () => Promise<void>;
  const ids = new Map<string, string>();

  const startServices = async (): Promise<ModelService[]> => {
    const earlier = effectsOf(database);
    const service = (tag: 'booking' | 'older' | 'late', ledger: Ledger = new ModernLedger()) =>
      ModelService.start({ tag, name: `${tag}-service`, ledger, ...(tag !== 'late' && { port: ports[tag] }) });
    const booking = await service('booking', new ModernLedger(earlier.booking));
    const older = await service('older', new OlderLedger(earlier.older.filter(({ undone }) => !undone)));
    return [booking, older, await service('late')];
  };
  const netOf = (key: string) => services.reduce((sum, { ledger }) => sum + ledger.net(key), 0);
  const idOf = (name: string): string => ids.get(name) ?? `no job ${name}`;

  beforeAll(async () => {
    const place = await PLACES[database]();
    ({ remove } = place);
    services = await startServices();
    platform = await Platform.open(place.dataDir, ports, place.env);
    const env = {
      ...platform.environment,
      DESIGN: 'examples/designs/todo.json',
      PORT: String(ports['engine-service']),
    };
    engine = AppProcess.spawn('engine-service', env);
    await engine.url();
    await services[2]!.register(platform.url('discovery'));
    const { body } = await platform.jobs.ask<JobSummary[]>('/jobs?limit=100');
    for (const { jobId, name } of body) ids.set(name ?? '', jobId);
  });
  afterAll(async () => {
    await engine.kill('SIGTERM');
    await platform.stop();
    await Promise.all(services.map((service) => service.stop()));
    await remove();
  });

  it.each(PROMISED)('the job %s becomes %s with the effects %j', async (name, status, effects, actions = []) => {
    const id = idOf(name);
    for (const [action, body] of actions) {
      if (action === 'approve') await platform.jobs.until(id, ({ waitingFor }) => waitingFor?.kind === 'approval');
      expect((await platform.jobs.act(id, action, body)).status).toBe(202);
    }
    const job = await platform.jobs.until(id, (view) => view.status === status, 60_000);
    expect(job.openEffects).toHaveLength(status === 'killed' ? 1 : 0);
    expect(Object.fromEntries(Object.keys(effects).map((key) => [key, netOf(key)]))).toEqual(effects);
  });

  it('no effect was there twice', () => {
    expect(services.flatMap(({ ledger }) => [...ledger.doubled])).toEqual([]);
  });

  it('the state documents have what was stored before and after', async () => {
    const job = await platform.jobs.get(idOf('in-flight'));
    const { body: state } = await ask<Record<string, { result: { key: string } }>>(job.sharedStateURL ?? '');
    expect([state.a?.result.key, state.b?.result.key]).toEqual(['in-flight-a', 'in-flight-b']);
  });

  it('the todo that was created is there, and its job reverts it', async () => {
    const list = () =>
      ask(`http://127.0.0.1:${ports['engine-service']}/execute`, { body: { command: 'list', resource: 'todo' } });
    expect((await list()).body).toMatchObject({ result: [{ title: 'Open me' }] });
    await platform.jobs.act(idOf('todo'), 'revert');
    await platform.jobs.until(idOf('todo'), (job: JobView) => job.status === 'reverted');
    expect((await list()).body).toEqual({ result: [] });
  });

  it('every history reads on, and what is new finds the jobs', async () => {
    for (const id of ids.values()) {
      const { status, body } = await platform.jobs.ask<{ type: string }[]>(`/jobs/${id}/events`);
      expect({ status, first: body[0]?.type }).toEqual({ status: 200, first: 'job-accepted' });
    }
    const found = async (query: string) =>
      (await platform.jobs.ask<JobSummary[]>(`/jobs?${query}`)).body.map(({ name }) => name).sort();
    expect(await found('q=FLIGHT')).toEqual(['in-flight', 'older-in-flight']);
    expect(await found('q=asked to fail')).toEqual(['needs-attention', 'run-job', 'undoing', 'undone']);
  });
});
