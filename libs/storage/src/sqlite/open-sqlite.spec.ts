import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { openSqlite } from './open-sqlite';

const DRIVER = require.resolve('@photostructure/sqlite');

describe('the embedded database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'open-sqlite-'));
  const file = join(directory, 'ledger.db');
  afterAll(() => rmSync(directory, { recursive: true }));

  const pragma = async <Schema>(db: Kysely<Schema>, name: string) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
    return Object.values(rows[0] ?? {})[0];
  };

  it('writes ahead, syncs at every commit and keeps the file for itself', async () => {
    const db = new Kysely({ dialect: openSqlite(directory, 'ledger').dialect });
    const FULL = 2;
    expect(await pragma(db, 'journal_mode')).toBe('wal');
    expect(await pragma(db, 'synchronous')).toBe(FULL);
    expect(await pragma(db, 'locking_mode')).toBe('exclusive');
    await db.destroy();
  });

  describe('when a transaction is committed', () => {
    type Done = (error: Error | null) => void;
    const syncs: Done[] = [];
    let db: Kysely<{ notes: { id: number } }>;
    beforeEach(async () => {
      db = new Kysely({ dialect: openSqlite(directory, 'synced').dialect });
      await sql`create table if not exists notes (id integer)`.execute(db);
      jest.spyOn(fs, 'fdatasync').mockImplementation((_: number, done: Done) => syncs.push(done));
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      syncs.length = 0;
      await db.destroy();
    });
    const write = () => db.transaction().execute((trx) => trx.insertInto('notes').values({ id: 1 }).execute());
    const underWay = async () => {
      while (syncs.length === 0) await new Promise(setImmediate);
      return syncs[0]!;
    };

    it('is neither acknowledged nor visible before it is on disk', async () => {
      const told: string[] = [];
      const written = write().then(() => told.push('written'));
      const done = await underWay();
      const read = db.selectFrom('notes').selectAll().execute();
      const seen = read.then(() => told.push('seen'));
      await new Promise(setImmediate);
      expect(told).toEqual([]);
      done(null);
      await Promise.all([written, seen]);
      expect(told).toEqual(['written', 'seen']);
    });

    it('syncs it only once, and everything outside of transactions by itself', async () => {
      const written = write();
      (await underWay())(null);
      await written;
      expect(syncs).toHaveLength(1);
      expect(await pragma(db, 'synchronous')).toBe(2);
    });

    it('believes nothing any more when the disk refused', async () => {
      const written = write();
      (await underWay())(new Error('EIO'));
      await expect(written).rejects.toMatchObject({ code: 'unavailable' });
      await expect(write()).rejects.toMatchObject({ code: 'unavailable' });
      await expect(db.selectFrom('notes').selectAll().execute()).rejects.toMatchObject({ code: 'unavailable' });
      expect(syncs).toHaveLength(1);
    });
  });

  it('refuses a file that another process has open, naming it, and takes it when that process was killed', async () => {
    const holder = spawn(process.execPath, ['-e', holdFile(), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(() => openSqlite(directory, 'ledger')).toThrow(`${file} is in use by another process`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await new Kysely({ dialect: openSqlite(directory, 'ledger').dialect }).destroy();
  });

  it('says which file is not a database', () => {
    writeFileSync(join(directory, 'text.db'), 'this is not a database, however long it may be'.repeat(100));
    expect(() => openSqlite(directory, 'text')).toThrow(`${join(directory, 'text.db')} is malformed (`);
  });

  it('says when the directory cannot be made', () => {
    expect(() => openSqlite(join(file, 'below-a-file'), 'x')).toThrow('cannot be opened');
  });

  function holdFile(): string {
    return `
      const db = new (require(${JSON.stringify(DRIVER)}).DatabaseSync)(process.argv[1]);
      db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; create table t (x)');
      console.log('open');
      setInterval(() => undefined, 1000);`;
  }
});
