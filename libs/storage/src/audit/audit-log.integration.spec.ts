import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { AuditEntry } from './audit-entry';
import { AuditLog } from './audit-log';
import { auditMigrations, type AuditSchema } from './audit-schema';

onEveryDatabase('the audit', (fresh) => {
  let database: Database<AuditSchema>;
  let log: AuditLog;
  beforeEach(async () => {
    database = await openDatabase<AuditSchema>({ ...(await fresh()), name: 'audit', migrations: auditMigrations });
    log = new AuditLog(database);
  });
  afterEach(() => database.close());

  const entry = (n: number, change: Partial<AuditEntry> = {}): Omit<AuditEntry, 'id'> => ({
    at: 1_700_000_000_000 + n,
    by: n % 2 === 0 ? 'ann' : null,
    from: '127.0.0.1',
    action: n % 3 === 0 ? 'cancel' : 'revert',
    kind: 'job',
    subject: `job-${n}`,
    outcome: n % 4 === 0 ? 'refused' : 'done',
    status: n % 4 === 0 ? 409 : 202,
    code: n % 4 === 0 ? 'conflict' : null,
    reason: 'why',
    ...change,
  });
  const numbers = (entries: readonly AuditEntry[]) => entries.map(({ subject }) => Number(subject?.slice(4)));

  it('gives back all that was added, newest first, narrowed by any filters, page by page', async () => {
    for (let n = 0; n < 12; n++) await log.add(entry(n));
    const [newest] = await log.list({ limit: 1 });
    expect(newest).toEqual({ id: newest!.id, ...entry(11) });
    const found = async (filter: object) => numbers(await log.list({ limit: 99, ...filter }));
    expect(await found({})).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(await found({ by: 'ann', action: 'cancel' })).toEqual([6, 0]);
    expect(await found({ outcome: 'refused', kind: 'job' })).toEqual([8, 4, 0]);
    expect(await found({ subject: 'job-3' })).toEqual([3]);
    expect(await found({ since: entry(4).at, until: entry(6).at })).toEqual([6, 5, 4]);
    const first = await log.list({ limit: 5 });
    expect(numbers(await log.list({ limit: 5, after: first.at(-1)!.id }))).toEqual([6, 5, 4, 3, 2]);
  });

  it('keeps an entry whatever a client sent', async () => {
    await log.add(entry(1, { by: 'x'.repeat(999), subject: 'a\u0000b', reason: 'ü'.repeat(9_999) }));
    const [kept] = await log.list({ limit: 1 });
    expect([kept!.by?.length, kept!.subject, kept!.reason?.length]).toEqual([256, 'ab', 4_000]);
  });

  it('deletes what is older than a time, oldest first, and nothing else', async () => {
    for (let n = 0; n < 6; n++) await log.add(entry(n));
    expect(await log.deleteBefore(entry(4).at, 3)).toBe(true);
    expect(numbers(await log.list({ limit: 9 }))).toEqual([5, 4, 3]);
    expect(await log.deleteBefore(entry(4).at, 3)).toBe(false);
    expect(numbers(await log.list({ limit: 9 }))).toEqual([5, 4]);
  });
});
