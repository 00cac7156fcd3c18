import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { type Database, type Migrations, openDatabase } from '#storage';
import { type EmptyDatabase, TestPostgres } from '#storage/testing';
import { registryMigrations as registry } from '../../apps/discovery/src/storage/schema';
import { recordMigrations as records } from '../../apps/engine-service/src/records/records.migrations';
import { migrations as jobs } from '../../apps/job-control/src/migrations';
import { documentMigrations as documents } from '../../apps/shared-state/src/documents/schema';
import { OlderVersion } from './support/older-version';
import { halfwayDatabase } from './support/halfway';

/** The migrations of each app, and those of the version before its last one. */
const APPS = Object.entries<Migrations>({
  discovery: registry,
  'shared-state': documents,
  'engine-service': records,
  'job-control': jobs,
}).map(([name, migrations]) => {
  const steps = Object.keys(migrations).sort();
  return { name, migrations, before: Object.fromEntries(steps.slice(0, -1).map((step) => [step, migrations[step]!])) };
});

describe('the tables of the version before', () => {
  const opened: Database<unknown>[] = [];
  const open = async (place: EmptyDatabase, name: string, migrations: Migrations) => {
    const database = await openDatabase<unknown>({ ...place, name, migrations });
    opened.push(database);
    return database;
  };
  const closeAll = () => Promise.all(opened.splice(0).map((database) => database.close()));
  afterEach(closeAll);

  describe('on PostgreSQL', () => {
    let server: TestPostgres;
    beforeAll(async () => (server = await TestPostgres.start()));
    afterAll(() => server.stop());

    it.each(APPS)('serve it while $name is upgraded, afterwards, and when it starts anew', async (app) => {
      const place = { dataDir: 'unused', databaseUrl: await server.createDatabase() };
      const older = await OlderVersion.on(await open(place, app.name, app.before));
      await older.work();
      let upgraded = false;
      const upgrade = open(place, app.name, app.migrations).finally(() => (upgraded = true));
      while (!upgraded) await older.work().then(() => setImmediate());
      await older.work();
      const written = await older.count();
      for (const migrations of [app.migrations, app.before]) {
        const version = await OlderVersion.on(await open(place, app.name, migrations));
        expect(await version.count()).toMatchObject(written);
      }
      await upgrade;
    });
  });

  describe('on SQLite', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'migrations-'));
    afterAll(() => rmSync(dataDir, { recursive: true }));

    it.each(APPS)('are still there when $name was upgraded', async ({ name, migrations, before }) => {
      const older = await OlderVersion.on(await open({ dataDir }, name, before));
      await older.work();
      const written = await older.count();
      await closeAll();
      const newer = await OlderVersion.on(await open({ dataDir }, name, migrations));
      expect(await newer.count()).toMatchObject(written);
    });

    it.each(APPS)('come whole when $name was killed in them, before it migrated in one transaction', async (app) => {
      const whole = join(dataDir, 'whole');
      await open({ dataDir: whole }, app.name, app.migrations);
      await closeAll();
      for (let statements = 0, complete = false; !complete; statements++) {
        const at = join(dataDir, `${app.name}-${statements}`);
        const halfway = await halfwayDatabase(join(at, `${app.name}.db`), app.migrations, statements);
        await halfway.db.destroy();
        complete = halfway.complete;
        await open({ dataDir: at }, app.name, app.migrations);
        await closeAll();
        expect({ statements, ...contentOf(join(at, `${app.name}.db`)) }).toEqual({
          statements,
          ...contentOf(join(whole, `${app.name}.db`)),
        });
      }
    });
  });
});

/** The schema, and what migrations put into it; not what differs from database to database. */
function contentOf(file: string) {
  const database = new DatabaseSync(file);
  try {
    const schema = database.prepare('select type, name, sql from sqlite_schema order by name').all();
    const tables = schema.filter(({ type, name }) => type === 'table' && !/^(storage|kysely)_/.test(String(name)));
    const rows = tables.map(({ name }) => database.prepare(`select * from ${String(name)}`).all() as unknown[]);
    return { schema, steps: database.prepare('select name from kysely_migration order by name').all(), rows };
  } finally {
    database.close();
  }
}
