import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ask } from '../support/http';
import { filesIn } from '../support/written';
import { AppProcess } from './support/app-process';

const SCRIPT = join(__dirname, '../../scripts/verify-data.mjs');
const NOWHERE = 'http://127.0.0.1:1';

jest.setTimeout(120_000);

describe('npm run verify-data', () => {
  const root = mkdtempSync(join(tmpdir(), 'verify-'));
  const good = join(root, 'good');
  let copies = 0;
  let jobId: string;

  const verify = (directory: string) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      execFile(process.execPath, [SCRIPT], { env: { ...process.env, DATA_DIR: directory } }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out: `${out}${err}` }),
      );
    });
  const start = (app: string, DATA_DIR: string) =>
    AppProcess.spawn(app, { DATA_DIR, DISCOVERY_URL: NOWHERE, SHARED_STATE_URL: NOWHERE });

  /** What shared-state left when it was killed, and job-control when it was stopped. */
  beforeAll(async () => {
    const [state, jobs] = [start('shared-state', good), start('job-control', good)];
    for (const id of ['a', 'b', 'c']) await ask(`${await state.url()}/state`, { body: { id } });
    const waits = { steps: [{ name: 's', approval: true, tasks: [{ tag: 'not-offered', input: {} }] }] };
    const { body } = await ask<{ jobId: string }>(`${await jobs.url()}/jobs`, { body: waits });
    ({ jobId } = body);
    await state.kill('SIGKILL');
    await jobs.kill('SIGTERM');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const copy = () => {
    const directory = join(root, `copy-${++copies}`);
    cpSync(good, directory, { recursive: true });
    return directory;
  };
  /** Behind the apps' back. */
  const change = (directory: string, app: string, sql: string) => {
    const database = new DatabaseSync(join(directory, `${app}.db`));
    database.exec(sql);
    database.close();
  };

  it('finds sound what the apps left, says what is there, and changes nothing', async () => {
    const directory = copy();
    const before = filesIn(directory);
    const { code, out } = await verify(directory);
    expect(out).toMatch(/^\S+job-control\.db: sound \(\d+ commits, .*\b1 jobs\b.*\)$/m);
    expect(out).toMatch(/^\S+shared-state\.db: sound \(3 commits, 0 audit, 0 document_versions, 3 documents\)$/m);
    expect(code).toBe(0);
    expect(filesIn(directory)).toEqual(before);
  });

  it.each<[what: string, damage: (directory: string) => void, said: RegExp]>([
    [
      'a journal that does not decode',
      (directory) => change(directory, 'job-control', `update journal set events = 'nonsense'`),
      /job-control\.db: 1 faults .*\n {2}.*<job>/,
    ],
    [
      'a job without a journal',
      (directory) => change(directory, 'job-control', 'delete from journal'),
      /job-control\.db: 1 faults .*\n {2}job <job> has no journal/,
    ],
    [
      'a document that is not JSON',
      (directory) => change(directory, 'shared-state', `update documents set content = '{' where id <> 'a'`),
      /shared-state\.db: 1 faults .*\n {2}2 rows of documents are not JSON/,
    ],
    [
      'a mark that is gone',
      (directory) => rmSync(join(directory, 'job-control.db-mark')),
      /job-control\.db: 1 faults .*\n {2}its high-water mark is missing/,
    ],
    [
      'the tail of a log',
      (directory) => {
        const wal = join(directory, 'shared-state.db-wal');
        writeFileSync(wal, readFileSync(wal).subarray(0, -9));
      },
      /shared-state\.db: 1 faults .*\n {2}the last 1 of 3 commits are missing, the last of 20/,
    ],
    [
      'pages that are none',
      (directory) => {
        const file = join(directory, 'job-control.db');
        writeFileSync(file, readFileSync(file).fill(0xee, 4_096));
      },
      /job-control\.db: \d+ faults .*\n {2}.*malformed/,
    ],
    [
      'a database of which only the mark is left',
      (directory) => rmSync(join(directory, 'job-control.db')),
      /job-control\.db: 1 faults .*\n {2}it is missing, and something of it is there/,
    ],
  ])('tells of %s, with exit code 1, and of the other database that it is sound', async (_, damage, said) => {
    const directory = copy();
    damage(directory);
    const { code, out } = await verify(directory);
    expect(out.replaceAll(jobId, '<job>')).toMatch(said);
    expect(out.match(/: sound /g)).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('reads nothing that an app has open, and says so where there is nothing', async () => {
    const directory = copy();
    const app = start('shared-state', directory);
    await app.url();
    const { code, out } = await verify(directory);
    await app.kill('SIGTERM');
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/shared-state\.db: 1 faults .*\n {2}is in use: stop the app/),
    ]);
    const nothing = join(root, 'nothing');
    expect(await verify(nothing)).toEqual({ code: 1, out: `There is no database in ${nothing}\n` });
  });
});
