import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { openSqlite } from './open-sqlite';

const DRIVER = require.resolve('@photostructure/sqlite');

describe('the embedded database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'open-sqlite-'));
  const file = join(directory, 'ledger.db');
  afterAll(() => rmSync(directory, { recursive: true }));

  const pragma = async (db: Kysely<unknown>, name: string) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
    return Object.values(rows[0] ?? {})[0];
  };

  it('writes ahead, syncs at every commit and keeps the file for itself', async () => {
    const db = new Kysely({ dialect: openSqlite(directory, 'ledger') });
    const FULL = 2;
    expect(await pragma(db, 'journal_mode')).toBe('wal');
    expect(await pragma(db, 'synchronous')).toBe(FULL);
    expect(await pragma(db, 'locking_mode')).toBe('exclusive');
    await db.destroy();
  });

  it('refuses a file that another process has open, naming it, and takes it when that process was killed', async () => {
    const holder = spawn(process.execPath, ['-e', holdFile(), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(() => openSqlite(directory, 'ledger')).toThrow(`${file} is in use by another process`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await new Kysely({ dialect: openSqlite(directory, 'ledger') }).destroy();
  });

  it('says which file is not a database', () => {
    writeFileSync(join(directory, 'text.db'), 'this is not a database, however long it may be'.repeat(100));
    expect(() => openSqlite(directory, 'text')).toThrow(`${join(directory, 'text.db')} cannot be opened: `);
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
