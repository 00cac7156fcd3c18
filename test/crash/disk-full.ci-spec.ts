import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { AppProcess } from '../e2e/support/app-process';
import { fillDiskOf, makeRoomFor } from '../support/disk';
import { ask, type Reply } from '../support/http';
import { Platform } from '../support/platform';
import { filesIn } from '../support/written';

interface Case {
  readonly app: string;
  readonly write: (n: number) => { readonly path: string; readonly body: unknown };
  readonly list: { readonly path: string; readonly body?: unknown };
}

const NOWHERE = 'http://127.0.0.1:1';
const CASES: readonly Case[] = [
  {
    app: 'shared-state',
    write: (n) => ({ path: '/state', body: { id: `thing-${n}`, text: 'x'.repeat(2_000) } }),
    list: { path: '/state' },
  },
  {
    app: 'discovery',
    write: (n) => ({ path: '/register', body: { name: `thing-${n}`, url: `${NOWHERE}/${n}` } }),
    list: { path: '/services' },
  },
  {
    app: 'engine-service',
    write: (n) => ({
      path: '/execute',
      body: { command: 'create', resource: 'todo', id: `thing-${n}`, payload: { title: 'x' } },
    }),
    list: { path: '/execute', body: { command: 'list', resource: 'todo' } },
  },
  {
    app: 'job-control',
    write: (n) => ({ path: '/jobs', body: { name: `thing-${n}`, steps: [{ tasks: [] }] } }),
    list: { path: '/jobs' },
  },
];

describe.each(CASES)('$app on a disk that is full', ({ app: name, write, list }) => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'full-'));
  const env = { DATA_DIR, DISCOVERY_URL: NOWHERE, SHARED_STATE_URL: NOWHERE, DESIGN: 'examples/designs/todo.json' };
  let app: AppProcess;
  let url: string;
  const start = async () => {
    app = AppProcess.spawn(name, env);
    url = await app.url();
  };
  beforeAll(start, 60_000);
  afterAll(async () => {
    await app.kill('SIGKILL');
    rmSync(DATA_DIR, { recursive: true });
  });

  const writeAll = (from: number, to: number): Promise<Reply<{ code: string }>[]> =>
    Promise.all(
      Array.from({ length: to - from }, (_, n) => {
        const { path, body } = write(from + n);
        return ask<{ code: string }>(`${url}${path}`, { body });
      }),
    );
  const things = async () => {
    const { body } = await ask<unknown>(`${url}${list.path}`, { body: list.body });
    const found = JSON.stringify(body).match(/(?<="(id|name)":")thing-\d+/g) ?? [];
    return [...new Set(found)].sort();
  };
  const named = (...numbers: number[]) => numbers.map((n) => `thing-${n}`).sort();

  it('says so with 503, keeps what it has, and goes on when there is room, without a restart', async () => {
    const before = await writeAll(0, 5);
    expect(before.filter(({ status }) => status > 202)).toEqual([]);

    fillDiskOf(app);
    for (const { status, headers, body } of [...(await writeAll(10, 15)), ...(await writeAll(15, 16))]) {
      expect([status, headers.get('retry-after'), body.code]).toEqual([503, '1', 'database-unavailable']);
    }
    expect(await things()).toEqual(named(0, 1, 2, 3, 4));
    expect((await ask(`${url}/health`)).status).toBe(503);

    makeRoomFor(app);
    expect((await writeAll(20, 25)).filter(({ status }) => status > 202)).toEqual([]);
    expect(await things()).toEqual(named(0, 1, 2, 3, 4, 20, 21, 22, 23, 24));
  });

  it('has all that it took, nothing of what it refused, and a sound file, also when it is killed', async () => {
    fillDiskOf(app);
    await writeAll(30, 35);
    await app.kill('SIGKILL');
    await start();
    expect(await things()).toEqual(named(0, 1, 2, 3, 4, 20, 21, 22, 23, 24));
    await app.kill('SIGTERM');
    for (const { path } of filesIn(DATA_DIR).filter((file) => file.path.endsWith('.db'))) {
      const database = new DatabaseSync(path);
      expect({ path, ...database.prepare('pragma integrity_check').get() }).toEqual({ path, integrity_check: 'ok' });
      database.close();
    }
  });
});

describe('a job under way while the disk is full', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()), 120_000);
  afterAll(() => platform.stop());

  it('waits where it is, makes no call that is not written down, and goes on when there is room', async () => {
    const jobControl = platform.process('job-control');
    const service = await platform.service();
    const release = service.hold('execute');
    const task = (key: string) => ({ tag: service.tag, input: { key } });
    const id = await platform.jobs.submit({ steps: [{ tasks: [task('one')] }, { tasks: [task('two')] }] });
    await platform.jobs.until(id, () => service.received.length === 1);

    fillDiskOf(jobControl);
    release();
    const refused = await platform.jobs.post('/jobs', { steps: [{ tasks: [] }] });
    expect([refused.status, refused.body.code]).toEqual([503, 'database-unavailable']);
    const told = await platform.jobs.act(id, 'cancel');
    expect([told.status, told.body.code]).toEqual([503, 'unavailable']);
    expect(service.received.map(({ body }) => body.key)).toEqual(['one']);

    makeRoomFor(jobControl);
    const job = await platform.jobs.ended(id);
    expect([job.status, service.ledger.net('one'), service.ledger.net('two')]).toEqual(['cancelled', 0, 0]);
    expect(service.ledger.doubled.size).toBe(0);
  });
});
