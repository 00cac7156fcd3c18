import { randomBytes } from 'node:crypto';
import { PlatformError } from '#contract';
import { type Generated, sql, type Transaction } from 'kysely';
import type { Database, TransactionWork } from '../database';
import type { Migrations } from '../migrate';
import { openDatabase } from '../open-database';
import { PreparedQuery } from '../prepared-query';
import type { EmptyDatabase } from './on-every-database';

interface Schema {
  notes: { id: string; words: string | null; at: number; seen: Generated<number> };
}

const migrations: Migrations = {
  '0001-notes': {
    async up(db) {
      await db.schema
        .createTable('notes')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('words', 'text')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('seen', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
};

const noteOf =
  (id: string, words = '') =>
  (trx: Transaction<Schema>) =>
    trx.insertInto('notes').values({ id, words, at: 1 }).execute();

const WHAT_NO_DATABASE_STORES: Readonly<Record<'sqlite' | 'postgres', TransactionWork<Schema, unknown>[]>> = {
  // Longer than a text may be, without sending it.
  sqlite: [(trx) => sql`insert into notes (id, words, at) values ('big', zeroblob(2147483647), 1)`.execute(trx)],
  postgres: [
    noteOf('nul', 'a\u0000b'),
    // Random, so that compression does not make it fit into an index.
    noteOf(randomBytes(4_000).toString('base64')),
    (trx) => sql`insert into notes (id, at) values ('huge', ${'9'.repeat(30)})`.execute(trx),
    // Writes nothing, and ends the transaction nevertheless.
    (trx) => trx.selectFrom('notes').select('id').where('id', '=', 'a\u0000b').execute(),
  ],
};

/** The contract of every database. */
export function databaseContract(fresh: () => Promise<EmptyDatabase>): void {
  const opened: Database<Schema>[] = [];
  let place: EmptyDatabase;
  let database: Database<Schema>;

  const open = async (at: EmptyDatabase): Promise<Database<Schema>> => {
    const db = await openDatabase<Schema>({ ...at, name: 'note-book', migrations });
    opened.push(db);
    return db;
  };
  const put =
    (id: string, words: string | null = null) =>
    (trx: Transaction<Schema>) =>
      trx.insertInto('notes').values({ id, words, at: 1 }).execute();
  const ids = async () => {
    const rows = await database.db.selectFrom('notes').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };

  beforeEach(async () => {
    place = await fresh();
    database = await open(place);
  });
  afterEach(() => Promise.all(opened.splice(0).map((db) => db.close())));

  it('gives back what was written: text beyond ASCII, null, whole numbers up to 2^53', async () => {
    const at = Number.MAX_SAFE_INTEGER;
    await database.commit((trx) => trx.insertInto('notes').values({ id: 'a', words: 'żółć "\' 🙂', at }).execute());
    await database.commit(put('b'));
    expect(await database.db.selectFrom('notes').selectAll().orderBy('id').execute()).toEqual([
      { id: 'a', words: 'żółć "\' 🙂', at, seen: 0 },
      { id: 'b', words: null, at: 1, seen: 0 },
    ]);
  });

  it('says how many rows a write touched', async () => {
    await database.commit(put('a'));
    const update = (id: string) =>
      database.commit((trx) => trx.updateTable('notes').set({ at: 2 }).where('id', '=', id).executeTakeFirst());
    expect((await update('a')).numUpdatedRows).toBe(1n);
    expect((await update('b')).numUpdatedRows).toBe(0n);
  });

  it('migrates as a whole or not at all', async () => {
    const at = await fresh();
    const failing: Migrations = {
      ...migrations,
      '0002-half': {
        async up(db) {
          await db.schema.createTable('halves').addColumn('id', 'text').execute();
          throw new Error('killed');
        },
      },
    };
    await expect(openDatabase({ ...at, name: 'note-book', migrations: failing })).rejects.toThrow('killed');
    const { db } = await open(at);
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables).toContain('notes');
    expect(tables).not.toContain('halves');
  });

  it('keeps what was committed when it is closed and opened again, and migrates only once', async () => {
    await database.commit(put('a'));
    await opened.pop()?.close();
    database = await open(place);
    expect(await ids()).toEqual(['a']);
  });

  it('runs works in the order they came, each seeing what those before it wrote', async () => {
    const count = (trx: Transaction<Schema>) =>
      trx
        .selectFrom('notes')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
    const works = Array.from({ length: 20 }, (_, n) =>
      database.commit(async (trx) => {
        await put(`note ${n}`)(trx);
        return (await count(trx)).n;
      }),
    );
    expect(await Promise.all(works)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('undoes all of a work that fails, and nothing of its neighbours', async () => {
    const works = [
      database.commit(put('a')),
      database.commit(async (trx) => {
        await put('half')(trx);
        throw new Error('changed my mind');
      }),
      database.commit(put('a')),
      database.commit(put('b')),
    ];
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('undoes what a work wrote before it refused', async () => {
    const refuse = async (trx: Transaction<Schema>) => {
      await put('half')(trx);
      throw new PlatformError('conflict', 'no');
    };
    const outcomes = await Promise.allSettled([database.commit(put('a')), database.commit(refuse)]);
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
    expect(await ids()).toEqual(['a']);
  });

  it('refuses what it cannot store, says whose fault that is, and does what stands beside it', async () => {
    const unstorable = WHAT_NO_DATABASE_STORES[database.dialect];
    const works = [put('a'), ...unstorable, put('b')].map((work: TransactionWork<Schema, unknown>) =>
      database.commit(work),
    );
    const outcomes = (await Promise.allSettled(works)).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as Error) : 'kept',
    );
    const refused: Error = expect.objectContaining({ code: 'not-storable' });
    expect(outcomes).toEqual(['kept', ...unstorable.map(() => refused), 'kept']);
    expect(await ids()).toEqual(['a', 'b']);
    await database.check();
  });

  describe('a query that was worded before', () => {
    const add = new PreparedQuery<Schema, { id: string; words: string | null; at: number }, unknown>((db, value) =>
      db.insertInto('notes').values({ words: value('words'), at: value('at'), id: value('id') }),
    );
    const since = new PreparedQuery<Schema, { at: number; words: string }, { id: string }>((db, value) =>
      db.selectFrom('notes').select('id').where('words', '=', value('words')).where('at', '>=', value('at')),
    );

    it('takes other values each time, by name', async () => {
      await database.commit((trx) => add.run(trx, { id: 'a', at: 1, words: 'x' }));
      await database.commit((trx) => add.run(trx, { at: 2, words: 'x', id: 'b' }));
      await database.commit((trx) => add.run(trx, { id: 'c', words: null, at: 3 }));
      expect((await since.run(database.db, { words: 'x', at: 1 })).rows).toEqual([{ id: 'a' }, { id: 'b' }]);
      expect(await since.first(database.db, { at: 2, words: 'x' })).toEqual({ id: 'b' });
      expect(await since.first(database.db, { at: 3, words: 'x' })).toBeUndefined();
    });

    it('is undone when its work refuses', async () => {
      const outcomes = await Promise.allSettled(
        ['a', 'b'].map((id) =>
          database.commit(async (trx) => {
            await add.run(trx, { id, words: null, at: 1 });
            if (id === 'b') throw new PlatformError('conflict', 'no');
          }),
        ),
      );
      expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
      expect(await ids()).toEqual(['a']);
    });
  });

  it('runs a work that is asked for while the database closes', async () => {
    const works = [1, 2, 3].map((n) => database.commit(put(String(n))));
    await opened.pop()?.close();
    await Promise.all(works);
    database = await open(place);
    expect(await ids()).toEqual(['1', '2', '3']);
  });
}
