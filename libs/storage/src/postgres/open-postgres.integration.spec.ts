import { isDeepStrictEqual } from 'node:util';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database';
import { openDatabase } from '../open-database';
import { StorageConfig } from '../storage.config';
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

  it('is migrated once when ten replicas start together', async () => {
    const databaseUrl = await server.createDatabase();
    const open = () => openDatabase<Schema>({ dataDir: 'unused', name: 'app', databaseUrl, migrations });
    const replicas = await Promise.all(Array.from({ length: 10 }, open));
    expect(await replicas[0]!.db.selectFrom('counters').selectAll().execute()).toEqual([{ value: 0 }]);
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

  it('tells all replicas what one of them announces, once it is on disk', async () => {
    const databaseUrl = await server.createDatabase();
    const open = () => openDatabase<Schema>({ dataDir: 'unused', name: 'app', databaseUrl, migrations });
    const replicas = [await open(), await open()] as const;
    const heard = replicas.map((replica) => new Heard(replica, 'news'));
    await Promise.all(heard.map((one) => one.until([undefined])));
    await replicas[0].commit((trx) => replicas[0].announce(trx, 'news', 'a'));
    await Promise.all(heard.map((one) => one.until([undefined, 'a'])));

    await expect(
      replicas[0].commit(async (trx) => {
        await replicas[0].announce(trx, 'news', 'taken back');
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await replicas[1].commit((trx) => replicas[1].announce(trx, 'other', 'for others'));
    await replicas[1].commit((trx) => replicas[1].announce(trx, 'news', 'b'));
    await Promise.all(heard.map((one) => one.until([undefined, 'a', 'b'])));
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('has a statement prepared that comes again, so that its plan outlasts the growth of the table', async () => {
    const databaseUrl = await server.createDatabase();
    const config = Object.assign(new StorageConfig(), { DATABASE_POOL_SIZE: 1 });
    const notes = {
      '0001': {
        up: (db: Kysely<unknown>) =>
          db.schema
            .createTable('notes')
            .addColumn('id', 'integer', (column) => column.primaryKey())
            .execute(),
      },
    };
    const options = { dataDir: 'unused', name: 'app', databaseUrl, migrations: notes, config };
    const database = await openDatabase<{ notes: { id: number } }>(options);
    const find = (id: number) => database.db.selectFrom('notes').select('id').where('id', '=', id).executeTakeFirst();
    for (let id = 0; id < 10; id++) expect(await find(id)).toBeUndefined();
    await sql`insert into notes select * from generate_series(1, 10000)`.execute(database.db);
    for (let id = 1; id <= 10; id++) expect(await find(id)).toEqual({ id });
    const { rows } = await sql<{ name: string }>`
      select name from pg_prepared_statements where statement like 'select "id"%' and generic_plans > 0
    `.execute(database.db);
    const plan = await sql.raw(`explain (format json) execute ${rows[0]!.name}(7)`).execute(database.db);
    expect(JSON.stringify(plan.rows)).toContain('Index');
    expect(JSON.stringify(plan.rows)).not.toContain('Seq Scan');
    await database.close();
  });

  it('lets listeners know that they may have missed something when their connection was cut, and goes on', async () => {
    const databaseUrl = await server.createDatabase();
    const database = await openDatabase<Schema>({ dataDir: 'unused', name: 'app', databaseUrl, migrations });
    const heard = new Heard(database, 'news');
    await heard.until([undefined]);
    await server.cutConnections();
    await heard.until([undefined, undefined]);
    await database.commit((trx) => database.announce(trx, 'news', 'a'));
    await heard.until([undefined, undefined, 'a']);
    await database.close();
  });
});

/** The notifications of a channel, in order. */
class Heard {
  private readonly texts: (string | undefined)[] = [];
  private look: () => void = () => undefined;

  constructor(database: Pick<Database<never>, 'listen'>, channel: string) {
    database.listen(channel, (text) => {
      this.texts.push(text);
      this.look();
    });
  }

  until(wanted: (string | undefined)[]): Promise<void> {
    return new Promise((resolve) => {
      this.look = () => isDeepStrictEqual(this.texts, wanted) && resolve();
      this.look();
    });
  }
}
