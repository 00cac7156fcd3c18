import type { Kysely } from 'kysely';
import { openDatabase } from '../open-database';
import { TestPostgres } from '../testing/test-postgres';

describe('a shared PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => (server = await TestPostgres.start()));
  afterAll(() => server.stop());

  const migrations = {
    '0001-counters': {
      async up(db: Kysely<unknown>) {
        await db.schema.createTable('counters').addColumn('value', 'bigint').execute();
        await (db as Kysely<Schema>).insertInto('counters').values({ value: 0 }).execute();
      },
    },
  };
  interface Schema {
    counters: { value: number };
  }

  it('is migrated once when several replicas start together', async () => {
    const databaseUrl = await server.createDatabase();
    const open = () => openDatabase<Schema>({ dataDir: 'unused', name: 'app', databaseUrl, migrations });
    const replicas = await Promise.all([open(), open(), open(), open()]);
    expect(await replicas[0].db.selectFrom('counters').selectAll().execute()).toEqual([{ value: 0 }]);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('keeps the tables of two apps apart', async () => {
    const databaseUrl = await server.createDatabase();
    const open = (name: string) => openDatabase<Schema>({ dataDir: 'unused', name, databaseUrl, migrations });
    const [one, other] = [await open('app-one'), await open('app-two')];
    await one.commit((trx) => trx.updateTable('counters').set({ value: 1 }).execute());
    expect(await other.db.selectFrom('counters').selectAll().execute()).toEqual([{ value: 0 }]);
    await Promise.all([one.close(), other.close()]);
  });

  it('is reported as unavailable when it cannot be reached, without its password', async () => {
    const databaseUrl = 'postgres://someone:secret@127.0.0.1:1/none';
    const opening = openDatabase({ dataDir: 'unused', name: 'app', databaseUrl, migrations: {} });
    await expect(opening).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The database cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    });
  });
});
