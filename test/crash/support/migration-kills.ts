import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migrations, openDatabase } from '#storage';
import { type EmptyDatabase, TestPostgres } from '#storage/testing';
import { registryMigrations as registry } from '../../../apps/discovery/src/storage/schema';
import { recordMigrations as records } from '../../../apps/engine-service/src/records/records.migrations';
import { migrations as jobs } from '../../../apps/job-control/src/migrations';
import { documentMigrations as documents } from '../../../apps/shared-state/src/documents/schema';
import { halfwayDatabase } from '../../architecture/support/halfway';
import { AppProcess } from '../../e2e/support/app-process';

const PRELOAD = join(__dirname, 'kill-in-statement.cjs');
const NOWHERE = 'http://127.0.0.1:1';

interface App {
  readonly app: string;
  /** Of its database. */
  readonly name: string;
  readonly migrations: Migrations;
  /** Something that is there before the last migration. */
  readonly table: string;
  readonly row: Record<string, string | number>;
}

const APPS: readonly App[] = [
  {
    app: 'discovery',
    name: 'discovery',
    migrations: registry,
    table: 'service_names',
    row: { name: 'a', owner: 'ann' },
  },
  {
    app: 'shared-state',
    name: 'shared-state',
    migrations: documents,
    table: 'documents',
    row: {
      id: 'a',
      content: '{}',
      tag: 'one',
      version: 1,
      created_at: '2026-01-01T00:00:00.000Z',
      last_modified: '2026-01-01T00:00:00.000Z',
      applied_keys: '[]',
    },
  },
  {
    app: 'engine-service',
    name: 'engine-todo-service',
    migrations: records,
    table: 'composable_ledger',
    row: { key: 'a', command: 'create', state: 'done', answer: '{}', at: 4_000_000_000_000 },
  },
  {
    app: 'job-control',
    name: 'job-control',
    migrations: jobs,
    table: 'jobs',
    row: { id: 'a', status: 'killed', created_at: 4_000_000_000_000, completed_at: 4_000_000_000_000, steps: 1 },
  },
];

interface Kills {
  /** Of this many statements one is chosen. */
  readonly stride: number;
  /** Of an app on a database: its first starts, and its upgrades. */
  readonly atMost: number;
  /** There must have been, in all. */
  readonly atLeast: number;
}

/**
 * Every app is killed at chosen statements of those that it sends to its database when it starts for the first time, and
 * when it upgrades what the version before has left. It must start the next time, and have everything.
 */
export function describeMigrationKills({ stride, atMost, atLeast }: Kills): void {
  let server: TestPostgres;
  let killed = 0;
  const directory = mkdtempSync(join(tmpdir(), 'kills-'));
  beforeAll(async () => (server = await TestPostgres.start()));
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  const places = {
    SQLite: (): Promise<EmptyDatabase> => Promise.resolve({ dataDir: mkdtempSync(join(directory, 'place-')) }),
    PostgreSQL: async (): Promise<EmptyDatabase> => ({
      dataDir: directory,
      databaseUrl: await server.createDatabase(),
    }),
  };
  const cases = APPS.flatMap((app) =>
    Object.entries(places).flatMap(([database, place]) =>
      (['first start', 'upgrade'] as const).map((start) => ({ ...app, database, place, start })),
    ),
  ).map((one, index) => ({ ...one, first: 1 + ((index * 7) % stride) }));

  it.each(cases)('starts after $app was killed in its $start on $database', async (one) => {
    for (let nth = one.first, n = 0; n < atMost; nth += stride, n++) {
      const place = await one.place();
      if (one.start === 'upgrade') await leaveOlder(place, one);
      const listened = await killedAt(`${nth % 2 === 0 ? 'before' : 'after'}:${nth}`, place, one);
      if (listened) break;
      killed++;
      const again = AppProcess.spawn(one.app, environmentOf(place));
      await again.url();
      expect((await again.kill('SIGTERM')).code).toBe(0);
      if (one.start === 'upgrade') expect(await rowsOf(place, one)).toEqual([expect.objectContaining(one.row)]);
    }
  });

  it('that often', () => expect(killed).toBeGreaterThanOrEqual(atLeast));
}

function environmentOf({ dataDir, databaseUrl }: EmptyDatabase): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    DISCOVERY_URL: NOWHERE,
    SHARED_STATE_URL: NOWHERE,
    DESIGN: 'examples/designs/todo.json',
  };
}

/** @returns whether it came to listen instead */
async function killedAt(KILL_IN: string, place: EmptyDatabase, { app }: App): Promise<boolean> {
  const env = { ...environmentOf(place), KILL_IN, NODE_OPTIONS: `--require ${PRELOAD}` };
  const dying = AppProcess.spawnUnbundled(app, env);
  const listens = await dying.url().then(
    () => true,
    () => false,
  );
  // An exit code would be a start that failed by itself.
  expect((await dying.kill('SIGKILL')).code).toBeNull();
  return listens;
}

/** What the version before the last migration leaves: on SQLite one that did not migrate in a transaction. */
async function leaveOlder(place: EmptyDatabase, { name, migrations, table, row }: App): Promise<void> {
  const steps = Object.keys(migrations).sort().slice(0, -1);
  const before = Object.fromEntries(steps.map((step) => [step, migrations[step]!]));
  const put = (db: Kysely<unknown>) => {
    const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
    return sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(db);
  };
  if (place.databaseUrl === undefined) {
    const { db } = await halfwayDatabase(join(place.dataDir, `${name}.db`), before);
    await put(db);
    await db.destroy();
  } else {
    const database = await openDatabase({ ...place, name, migrations: before });
    await put(database.db);
    await database.close();
  }
}

async function rowsOf(place: EmptyDatabase, { name, migrations, table }: App): Promise<unknown[]> {
  const database = await openDatabase({ ...place, name, migrations });
  try {
    return (await sql`select * from ${sql.table(table)}`.execute(database.db)).rows;
  } finally {
    await database.close();
  }
}
