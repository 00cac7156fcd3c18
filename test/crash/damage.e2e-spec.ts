import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from '../e2e/support/app-process';
import { fillDiskOf, makeRoomFor } from '../support/disk';
import { ask } from '../support/http';

const NOWHERE = 'http://127.0.0.1:1';
const DOCUMENTS = 30;
const OTHER_USER = 65_534;

jest.setTimeout(120_000);

describe('the files of shared-state', () => {
  const root = mkdtempSync(join(tmpdir(), 'damage-'));
  const good = join(root, 'good');
  const older = join(root, 'older');
  let copies = 0;
  const running: AppProcess[] = [];

  const start = (DATA_DIR: string) => {
    const app = AppProcess.spawn('shared-state', { DATA_DIR, DISCOVERY_URL: NOWHERE });
    running.push(app);
    return app;
  };
  const fill = async (url: string, from: number, to: number) => {
    for (let n = from; n < to; n++) {
      const { status } = await ask(`${url}/state`, { body: { id: `d${n}`, text: 'x'.repeat(300) } });
      expect(status).toBe(201);
    }
  };
  /** Every document was acknowledged, and then the process was killed. */
  beforeAll(async () => {
    const app = start(good);
    const url = await app.url();
    await fill(url, 0, DOCUMENTS / 2);
    cpSync(good, older, { recursive: true });
    await fill(url, DOCUMENTS / 2, DOCUMENTS);
    await app.kill('SIGKILL');
  });
  afterEach(() => Promise.all(running.splice(0).map((app) => app.kill('SIGKILL'))));
  afterAll(() => rmSync(root, { recursive: true }));

  const copy = () => {
    const directory = join(root, `copy-${++copies}`);
    cpSync(good, directory, { recursive: true });
    return directory;
  };
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file);
    bytes[at]! ^= 0x10;
    writeFileSync(file, bytes);
  };
  const size = (file: string) => statSync(file).size;
  const count = async (url: string) =>
    JSON.stringify((await ask(`${url}/state?limit=1000`)).body).match(/"id":"d\d+"/g)?.length;

  it('are all there after a kill, and after a torn tail that was never acknowledged', async () => {
    const directory = copy();
    const wal = join(directory, 'shared-state.db-wal');
    writeFileSync(wal, Buffer.concat([readFileSync(wal), readFileSync(wal).subarray(0, 3_000)]));
    expect(await count(await start(directory).url())).toBe(DOCUMENTS);
  });

  it.each<[what: string, damage: (db: string) => void, said: RegExp]>([
    ['the log is gone', (db) => rmSync(`${db}-wal`), /lacks the last \d+ of \d+ commits|is not the database|malformed/],
    ['the log is empty', (db) => truncateSync(`${db}-wal`), /lacks the last|is not the database|malformed/],
    ['the log is cut', (db) => truncateSync(`${db}-wal`, size(`${db}-wal`) / 2), /lacks the last \d+ of \d+ commits/],
    ['its last commit is torn', (db) => truncateSync(`${db}-wal`, size(`${db}-wal`) - 9), /lacks the last 1 of/],
    [
      'a bit of the log flips',
      (db) => flip(`${db}-wal`, size(`${db}-wal`) - 9_000),
      /lacks the last \d+ of \d+ commits/,
    ],
    ['the database is gone', (db) => rmSync(db), /is missing, but held \d+ commits/],
    ['the database is empty', (db) => truncateSync(db), /is empty, but held \d+ commits/],
    [
      'all but the log is gone',
      (db) => {
        rmSync(db);
        rmSync(`${db}-mark`);
      },
      /is missing, but .*-wal is there/,
    ],
    [
      'it is an older copy',
      (db) => {
        for (const end of ['', '-wal']) copyFileSync(join(older, `shared-state.db${end}`), `${db}${end}`);
      },
      /lacks the last 15 of \d+ commits/,
    ],
  ])('are refused when %s, untouched, with what is missing', async (_, damage, said) => {
    const directory = copy();
    const db = join(directory, 'shared-state.db');
    damage(db);
    const before = bytesOf(db);
    const { code, stderr } = await start(directory).ended;
    expect(stderr).toMatch(said);
    expect(stderr).toMatch(/^shared-state: [^\n]*\n$/);
    expect(code).toBe(1);
    expect(bytesOf(db)).toEqual(before);
  });

  it('are refused when another database was put in their place, or a page of them is not one', async () => {
    const sound = copy();
    const app = start(sound);
    await app.url();
    await app.kill('SIGTERM');
    const other = join(root, 'other');
    const stranger = start(other);
    await stranger.url();
    await stranger.kill('SIGTERM');
    const db = join(sound, 'shared-state.db');
    const kept = readFileSync(db);
    copyFileSync(join(other, 'shared-state.db'), db);
    expect((await start(sound).ended).stderr).toMatch(/is not the database that was here/);
    writeFileSync(db, kept.subarray(0, kept.length - 8192));
    expect((await start(sound).ended).stderr).toMatch(/is malformed .*npm run verify-data/);
  });

  it('serve what is there when the mark was removed, with a warning', async () => {
    const directory = copy();
    const db = join(directory, 'shared-state.db');
    truncateSync(`${db}-wal`, size(`${db}-wal`) / 2);
    rmSync(`${db}-mark`);
    const app = start(directory);
    expect((await ask(`${await app.url()}/health`)).status).toBe(200);
    expect(app.output).toMatch(/-mark is missing: it is unknown whether .* is complete/);
  });

  it('are their owner’s alone whatever the umask, and wider modes are reported and left', async () => {
    const umask = process.umask(0);
    const fresh = join(root, 'fresh');
    const app = start(fresh);
    process.umask(umask);
    await fill(await app.url(), 0, 1);
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(fresh)).toBe('700');
    for (const end of ['', '-wal', '-mark'])
      expect([end, mode(join(fresh, `shared-state.db${end}`))]).toEqual([end, '600']);
    await app.kill('SIGKILL');
    chmodSync(join(fresh, 'shared-state.db'), 0o644);
    const again = start(fresh);
    await again.url();
    expect(again.output).toMatch(/shared-state\.db is open to other users \(mode 644\): chmod 600/);
    expect(mode(join(fresh, 'shared-state.db'))).toBe('644');
  });

  it('are refused where the process may not use them, with what to do', async () => {
    const directory = copy();
    const isRoot = process.getuid?.() === 0;
    // Root opens everything, unless that right is taken from it.
    const restricted = isRoot ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : [];
    if (isRoot) chownSync(directory, OTHER_USER, OTHER_USER);
    chmodSync(directory, isRoot ? 0o700 : 0o500);
    const { code, stderr } = await AppProcess.script('dist/shared-state.js', { DATA_DIR: directory }, restricted).ended;
    chmodSync(directory, 0o700);
    expect(code).toBe(1);
    const user = process.getuid?.();
    const owner = isRoot ? `user ${OTHER_USER} (mode 700)` : `user ${user} (mode 500)`;
    expect(stderr).toContain(
      `${directory} belongs to ${owner}, this process runs as user ${user}: chown it, or set another DATA_DIR`,
    );
    expect(stderr).toMatch(/^shared-state: [^\n]*\n$/);
  });

  it('are not well while they cannot be written, and again when they can, without a request', async () => {
    const app = start(copy());
    const url = await app.url();
    fillDiskOf(app);
    expect((await ask(`${url}/state`, { body: { id: 'more' } })).status).toBe(503);
    expect((await ask<{ faults: object }>(`${url}/health`)).status).toBe(503);
    makeRoomFor(app);
    expect((await ask(`${url}/health`)).status).toBe(200);
  });

  it('take nothing new once they are found to be malformed', async () => {
    const directory = copy();
    const db = join(directory, 'shared-state.db');
    const before = start(directory);
    await before.url();
    // Now the file holds everything, and the log nothing.
    await before.kill('SIGTERM');
    const app = start(directory);
    const url = await app.url();
    writeFileSync(db, readFileSync(db).fill(0xee, 4096), { flag: 'r+' });
    for (let n = 0; n < 3; n++) {
      const { status, body } = await ask<{ code: string }>(`${url}/state`, { body: { id: `new-${n}` } });
      expect([status, body.code]).toEqual([503, 'database-damaged']);
    }
    expect((await ask(`${url}/health`)).status).toBe(503);
    expect(app.output.match(/"kind":"damaged"/g)).toHaveLength(1);
  });
});

function bytesOf(db: string): (string | undefined)[] {
  return ['', '-wal', '-mark'].map((end) => {
    try {
      return readFileSync(`${db}${end}`, 'base64');
    } catch {
      return undefined;
    }
  });
}
