import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { RecordedEvent } from '../../core/model/events';
import { type JobRow, JournalDamaged, type JournalEntry } from '../../ports/journal.port';
import { journalMigrations } from '../database/migrations';
import type { JournalSchema } from '../database/schema';
import { ownershipOn } from '../ownership/ownership-on';
import { SqlCatalog } from '../catalog/sql-catalog';
import { SqlJournal } from './sql-journal';

const events = (from: number, to: number): RecordedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ type: 'warned', message: 'żółć 🙂', seq: from + n, at: 1 }));
const row = (id: string, change: Partial<JobRow> = {}): JobRow => ({
  id,
  name: 'order',
  status: 'running',
  createdAt: 1,
  submittedBy: null,
  labels: {},
  definition: null,
  completedAt: null,
  steps: 2,
  waitingFor: null,
  error: null,
  rest: null,
  ...change,
});
const accepted = (jobId: string, change: Partial<JournalEntry> = {}): JournalEntry => ({
  jobId,
  expectedVersion: 0,
  events: events(1, 2),
  row: row(jobId),
  submission: null,
  ...change,
});
const more = (jobId: string, expectedVersion: number, change: Partial<JobRow> | null = null): JournalEntry => ({
  jobId,
  expectedVersion,
  events: events(expectedVersion + 1, expectedVersion + 2),
  row: change && row(jobId, change),
  submission: null,
});

onEveryDatabase('the journal', (fresh) => {
  let database: Database<JournalSchema>;
  let journal: SqlJournal;
  beforeEach(async () => {
    database = await openDatabase<JournalSchema>({ ...(await fresh()), name: 'jobs', migrations: journalMigrations });
    const owner = ownershipOn(database, 6_000);
    await owner.join();
    journal = new SqlJournal(database, owner);
  });
  afterEach(() => database.close());

  it('gives back a history in the order it was written, and nothing of a job it does not know', async () => {
    expect(await journal.append([accepted('a'), accepted('b')])).toEqual(['ok', 'ok']);
    expect(await journal.append([more('a', 2)])).toEqual(['ok']);
    expect((await journal.read('a')).events).toEqual(events(1, 4));
    expect((await journal.read('missing')).events).toEqual([]);
  });

  it('keeps the labels of a job with its first entry, finds it by them, and forgets them with it', async () => {
    const labels = { customer: 'acme', room: 'a:b' };
    const catalog = new SqlCatalog(database);
    const found = async (label: string) => (await catalog.list({ labels: [label], limit: 9 })).rows.map(({ id }) => id);
    await journal.append([accepted('a', { row: row('a', { labels }) }), accepted('b')]);
    await journal.append([more('a', 2, { labels, status: 'completed' })]);
    expect([await found('customer:acme'), await found('room:a:b'), await found('room:a')]).toEqual([['a'], ['a'], []]);
    expect((await catalog.list({ limit: 9 })).rows).toMatchObject([{ labels: {} }, { labels, status: 'completed' }]);
    await journal.delete(['a']);
    expect(await found('customer:acme')).toEqual([]);
    expect(await database.db.selectFrom('job_labels').selectAll().execute()).toEqual([]);
  });

  it('refuses a writer that does not know the last version, and writes the rest of the batch', async () => {
    await journal.append([accepted('a'), accepted('b')]);
    await journal.append([more('a', 2)]);
    const stale = { ...more('a', 2), events: [{ ...events(3, 3)[0], message: 'another' } as RecordedEvent] };
    expect(await journal.append([stale, more('b', 2)])).toEqual(['conflict', 'ok']);
    expect((await journal.read('a')).events).toEqual(events(1, 4));
    expect((await journal.read('b')).events).toEqual(events(1, 4));
  });

  it('returns the first job for a second submission under the same key', async () => {
    const submission = { key: 'k', fingerprint: 'f' };
    await journal.append([accepted('a', { submission })]);
    expect(await journal.append([accepted('b', { submission }), accepted('c')])).toEqual([
      { duplicateOf: 'a', sameBody: true },
      'ok',
    ]);
    expect(await journal.append([accepted('d', { submission: { key: 'k', fingerprint: 'other' } })])).toEqual([
      { duplicateOf: 'a', sameBody: false },
    ]);
    expect((await journal.read('b')).events).toEqual([]);
  });

  it('refuses an entry that no text can hold, and writes its neighbours', async () => {
    // What V8 says of a string of 512 MiB and more; making one takes seconds.
    const toJSON = () => {
      throw new RangeError('Invalid string length');
    };
    const huge = { ...events(1, 1)[0], toJSON } as unknown as RecordedEvent;
    const results = await journal.append([accepted('a'), accepted('b', { events: [huge] }), accepted('c')]);
    expect(results).toEqual(['ok', { refused: expect.any(RangeError) }, 'ok']);
    expect((await journal.read('a')).events).toEqual(events(1, 2));
    expect((await journal.read('b')).events).toEqual([]);
    expect((await journal.read('c')).events).toEqual(events(1, 2));
  });

  it('refuses an entry that the database does not keep, and writes its neighbours', async () => {
    const entries = [accepted('a'), accepted('b', { row: row('b', { name: 'a\u0000b' }) }), accepted('c')];
    const refused = database.dialect === 'postgres' ? { refused: expect.any(Error) } : 'ok';
    expect(await journal.append(entries)).toEqual(['ok', refused, 'ok']);
    expect((await journal.read('c')).events).toEqual(events(1, 2));
  });

  it('of two submissions under one key in the same batch takes one', async () => {
    const submission = { key: 'k', fingerprint: 'f' };
    const [first, second] = await journal.append([accepted('a', { submission }), accepted('b', { submission })]);
    expect([first, second]).toEqual(['ok', { duplicateOf: 'a', sameBody: true }]);
  });

  it('reads on from the end of a write, and knows where the last write of each job begins', async () => {
    await journal.append([accepted('a'), accepted('b')]);
    await journal.append([more('a', 2)]);
    expect((await journal.read('a', 2)).events).toEqual(events(3, 4));
    expect((await journal.read('a', 4)).events).toEqual([]);
    expect(await journal.heads(['a', 'b', 'missing'])).toEqual(
      new Map([
        ['a', 3],
        ['b', 1],
      ]),
    );
  });

  it('takes what it has already for written, also when the row says so under the same key', async () => {
    const submission = { key: 'k', fingerprint: 'f' };
    await journal.append([accepted('a', { submission })]);
    expect(await journal.append([accepted('a', { submission }), accepted('b')])).toEqual(['ok', 'ok']);
    expect(await journal.append([more('a', 2)])).toEqual(['ok']);
    expect(await journal.append([more('a', 2)])).toEqual(['ok']);
    expect((await journal.read('a')).events).toEqual(events(1, 4));
  });

  it('names what is settled long enough, never what is open, and forgets on request', async () => {
    await journal.append(['a', 'b', 'c', 'd'].map((id) => accepted(id)));
    await journal.append([
      more('a', 2, { status: 'completed', completedAt: 9 }),
      more('b', 2, { status: 'failed', completedAt: 5 }),
      more('c', 2, { status: 'needs-attention', completedAt: 1 }),
    ]);
    expect(await journal.settledBefore(10, 10)).toEqual(['b', 'a']);
    expect(await journal.settledBefore(9, 10)).toEqual(['b']);
    await journal.delete(['b']);
    expect((await journal.read('b')).events).toEqual([]);
    expect(await journal.settledBefore(10, 1)).toEqual(['a']);
  });

  it('marks the records that older versions cannot read, and no others', async () => {
    const write = { path: '/a', existed: false, made: '/a', task: 0, rule: 0, previous: null };
    const intent = { type: 'state-write-intended', step: 0, key: 'k', etag: null, seq: 3, at: 1 } as const;
    const shapes = [write, { ...write, value: 1 }];
    await journal.append([accepted('a'), accepted('b')]);
    for (const [index, jobId] of ['a', 'b'].entries()) {
      await journal.append([{ ...more(jobId, 2), events: [{ ...intent, writes: [shapes[index]!] }] }]);
    }
    const formats = await database.db
      .selectFrom('journal')
      .select(['job_id', 'format'])
      .where('first_seq', '=', 3)
      .execute();
    expect(Object.fromEntries(formats.map(({ job_id, format }) => [job_id, format]))).toEqual({ a: 2, b: 1 });
    expect((await journal.read('a', 2)).events).toEqual([{ ...intent, writes: [write] }]);
  });

  it.each([
    ['is torn', { events: '[{"type":' }, 'a record that is torn'],
    ['is of another format', { format: 99 }, 'records of format 99'],
    ['is missing', { events: JSON.stringify(events(2, 2)) }, 'has no event 1'],
  ])('stops at a record that %s, and reads the other jobs', async (_, damage, message) => {
    await journal.append([accepted('a'), accepted('b')]);
    await database.db.updateTable('journal').set(damage).where('job_id', '=', 'a').execute();
    await expect(journal.read('a')).rejects.toThrow(JournalDamaged);
    await expect(journal.read('a')).rejects.toThrow(message);
    expect((await journal.read('b')).events).toEqual(events(1, 2));
  });
});
