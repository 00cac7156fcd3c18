import { Client } from 'pg';
import { sql } from 'kysely';
import type { Database } from '../database';
import type { Migrations } from '../migrate';
import { openDatabase } from '../open-database';
import { StorageConfig } from '../storage.config';
import { TestPostgres } from '../testing/test-postgres';

interface Schema {
  notes: { id: string; words?: string };
}

const older: Migrations = {
  '0001-notes': {
    async up(db) {
      await db.schema
        .createTable('notes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .execute();
    },
  },
};
const newer: Migrations = {
  ...older,
  '0002-words': { up: (db) => db.schema.alterTable('notes').addColumn('words', 'text').execute() },
};
const next: Migrations = {
  ...newer,
  'breaking-2': { up: (db) => db.schema.alterTable('notes').dropColumn('id').execute() },
};

describe('versions side by side on one PostgreSQL', () => {
  let server: TestPostgres;
  let databaseUrl: string;
  const opened: Database<Schema>[] = [];

  const open = async (migrations: Migrations, limits: Partial<StorageConfig> = {}, url = databaseUrl) => {
    const config = Object.assign(new StorageConfig(), limits);
    const options = { dataDir: 'unused', name: 'note-book', databaseUrl: url, migrations, config };
    const database = await openDatabase<Schema>(options);
    opened.push(database);
    return database;
  };
  const put = ({ commit }: Database<Schema>, id: string) =>
    commit((trx) => trx.insertInto('notes').values({ id }).execute());
  const ids = async ({ db }: Database<Schema>) =>
    (await db.selectFrom('notes').select('id').orderBy('id').execute()).map(({ id }) => id);

  beforeAll(async () => (server = await TestPostgres.start()));
  afterAll(() => server.stop());
  beforeEach(async () => (databaseUrl = await server.createDatabase()));
  afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));

  it('an older one goes on while a newer one migrates, and may start anew after it', async () => {
    const before = await open(older);
    await put(before, 'a');
    // Often enough that it would be prepared if its result type did not change.
    const all = ({ db }: Database<Schema>) => db.selectFrom('notes').selectAll().where('id', '=', 'a').execute();
    for (let n = 0; n < 10; n++) expect(await all(before)).toEqual([{ id: 'a' }]);
    const after = await open(newer);
    expect(await all(before)).toEqual([{ id: 'a', words: null }]);
    await put(before, 'b');
    await put(after, 'c');
    const again = await open(older);
    await put(again, 'd');
    for (const database of [before, after, again]) expect(await ids(database)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('ten of both may start at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => open(n % 2 === 0 ? older : newer)));
    await Promise.all(all.map((database, n) => put(database, String(n))));
    expect(await ids(all[0]!)).toHaveLength(10);
    const done = sql<{ name: string }>`select name from kysely_migration order by name`;
    expect((await done.execute(all[0]!.db)).rows).toEqual([
      { name: '0000-storage-identity' },
      { name: '0001-notes' },
      { name: '0002-words' },
    ]);
  });

  it('an older one does not start on what it cannot live with', async () => {
    await open(next);
    await expect(open(newer)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The database is of a newer version than this program (breaking-2)',
    });
  });

  it('one that may not migrate says what is missing, and starts when it is there', async () => {
    const never = { DATABASE_MIGRATE: 'never' } as const;
    const message = (missing: string) =>
      `The database is behind this version (schema note_book lacks ${missing}): run npm run migrate`;
    await expect(open(newer, never)).rejects.toMatchObject({
      message: message('0000-storage-identity, 0001-notes, 0002-words'),
    });
    await open(older);
    await expect(open(newer, never)).rejects.toMatchObject({ message: message('0002-words') });
    await open(newer);
    await put(await open(newer, never), 'a');
  });

  it('one whose role may only read and write works on what another role has migrated', async () => {
    const migrated = await open(newer);
    const admin = new Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`create role app login password 'app'`);
    await admin.query(`grant usage on schema note_book to app`);
    await admin.query(`grant select, insert, update, delete on all tables in schema note_book to app`);
    await admin.end();
    const url = Object.assign(new URL(databaseUrl), { username: 'app', password: 'app' }).href;
    const restricted = await open(newer, {}, url);
    await put(restricted, 'a');
    expect(await ids(migrated)).toEqual(['a']);
    await expect(open(next, {}, url)).rejects.toMatchObject({
      message: expect.stringMatching(/^The database cannot be used: (permission denied|must be owner)/) as string,
    });
  });
});
