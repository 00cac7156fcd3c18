import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformError } from '#contract';
import { type Generated, Kysely, sql, type Transaction } from 'kysely';
import { GroupCommit } from './group-commit';
import { openSqlite } from './sqlite/open-sqlite';

interface Schema {
  entries: { id: Generated<number>; text: string };
}

describe('group commit', () => {
  const directory = mkdtempSync(join(tmpdir(), 'group-commit-'));
  const sent: string[] = [];
  let db: Kysely<Schema>;
  let writer: GroupCommit<Schema>;

  const count = (statement: string) => sent.filter((sql) => sql === statement).length;
  const write = (text: string) => (trx: Transaction<Schema>) => trx.insertInto('entries').values({ text }).execute();
  const texts = async () => (await db.selectFrom('entries').select('text').execute()).map(({ text }) => text);

  beforeAll(async () => {
    db = new Kysely<Schema>({
      dialect: openSqlite(directory, 'test').dialect,
      log: ({ query }) => void sent.push(query.sql),
    });
    writer = new GroupCommit(db);
    await db.schema
      .createTable('entries')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('text', 'text')
      .execute();
  });
  beforeEach(async () => {
    await db.deleteFrom('entries').execute();
    sent.length = 0;
  });
  afterAll(async () => {
    await db.destroy();
    rmSync(directory, { recursive: true });
  });

  it('writes works that are ready at the same time in one transaction', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => writer.commit(write(`${n}`))));
    expect(count('commit')).toBe(1);
    expect(await texts()).toHaveLength(100);
  });

  it('puts works that became ready during a commit into the next one', async () => {
    const later: Promise<unknown>[] = [];
    await writer.commit(async (trx) => {
      for (const text of ['b', 'c', 'd']) later.push(writer.commit(write(text)));
      return write('a')(trx);
    });
    await Promise.all(later);
    expect(count('commit')).toBe(2);
    expect(await texts()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('acknowledges no work before its transaction is on disk', async () => {
    const commitsSeen: number[] = [];
    const works = [1, 2].map((n) => writer.commit(write(`${n}`)).then(() => commitsSeen.push(count('commit'))));
    await Promise.all(works);
    expect(commitsSeen).toEqual([1, 1]);
  });

  it('lets a work refuse without disturbing its neighbours', async () => {
    const refuse = async (trx: Transaction<Schema>) => {
      const rows = await trx.selectFrom('entries').selectAll().execute();
      throw new PlatformError('conflict', `saw ${rows.length}`);
    };
    const [first, refused] = await Promise.allSettled([
      writer.commit(write('a')),
      writer.commit(refuse),
      writer.commit(write('b')),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'conflict', message: 'saw 1' } });
    expect([count('begin'), count('rollback')]).toEqual([1, 0]);
    expect(await texts()).toEqual(['a', 'b']);
  });

  it('runs the others again, each alone, when one breaks the shared transaction', async () => {
    const broken = () => Promise.reject(new TypeError('a bug'));
    const outcomes = await Promise.allSettled([
      writer.commit(write('a')),
      writer.commit(broken),
      writer.commit(write('b')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([count('rollback'), count('commit')]).toEqual([2, 2]);
    expect(await texts()).toEqual(['a', 'b']);
  });

  it('fails them all, and runs none again, when the commit itself fails', async () => {
    await sql`create table links (entry integer references entries deferrable initially deferred)`.execute(db);
    const dangle = (trx: Transaction<Schema>) => sql`insert into links values (7)`.execute(trx);
    const outcomes = await Promise.allSettled([writer.commit(write('a')), writer.commit(dangle)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(count('begin')).toBe(1);
    await writer.commit(write('later'));
    expect(await texts()).toEqual(['later']);
  });
});
