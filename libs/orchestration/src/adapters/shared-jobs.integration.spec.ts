import { sql } from 'kysely';
import { type Database, openDatabase } from '#storage';
import { TestPostgres } from '#storage/testing';
import type { RecordedEvent } from '../core/model/events';
import type { JournalEntry } from '../ports/journal.port';
import { OwnershipLost } from '../ports/ownership.port';
import { SqlCommandQueue } from './command-queue/sql-command-queue';
import { journalMigrations } from './database/migrations';
import type { JournalSchema } from './database/schema';
import { SqlJournal } from './journal/sql-journal';
import { SharedOwnership } from './ownership/shared-ownership';

const LEASE_MS = 1_000;
const CANCEL = { type: 'cancel', by: 'an operator', reason: 'a change of plan' } as const;

/** One process: its place among the others, its journal, and a clock of its own that the test turns. */
class Replica {
  time = 0;
  readonly ownership: SharedOwnership;
  readonly journal: SqlJournal;
  readonly queue: SqlCommandQueue;

  constructor(database: Database<JournalSchema>) {
    this.ownership = new SharedOwnership(database, LEASE_MS, () => this.time);
    this.journal = new SqlJournal(database, this.ownership);
    this.queue = new SqlCommandQueue(database, this.ownership);
  }

  async accept(...jobIds: string[]): Promise<void> {
    await this.journal.append(jobIds.map((id) => entry(id, 0, 'running')));
  }
}

const NOW = 1_000;
const claimed = async ({ ownership }: Replica): Promise<readonly string[]> => (await ownership.claim(NOW)).active;

const entry = (id: string, expectedVersion: number, status: 'running' | 'completed' | null): JournalEntry => ({
  jobId: id,
  expectedVersion,
  events: [{ type: 'warned', message: 'so', seq: expectedVersion + 1, at: 1 } satisfies RecordedEvent],
  row: status && {
    id,
    name: null,
    status,
    createdAt: 1,
    submittedBy: null,
    labels: {},
    definition: null,
    completedAt: null,
    steps: 1,
    waitingFor: null,
    error: null,
    rest: null,
  },
  submission: null,
});

describe('replicas that share a journal', () => {
  let server: TestPostgres;
  let database: Database<JournalSchema>;
  beforeAll(async () => (server = await TestPostgres.start()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    const databaseUrl = await server.createDatabase();
    database = await openDatabase<JournalSchema>({
      dataDir: '',
      databaseUrl,
      name: 'jobs',
      migrations: journalMigrations,
    });
  });
  afterEach(() => database.close());

  async function replicas(count: number): Promise<Replica[]> {
    const all = Array.from({ length: count }, () => new Replica(database));
    for (const { ownership } of all) await ownership.join();
    for (const { ownership } of all) await ownership.renew();
    return all;
  }

  /** The replica sends no heartbeat for two leases, by the database's clock. */
  const silence = ({ ownership }: Replica) =>
    database.db
      .updateTable('replicas')
      .set(({ eb }) => ({ beat_at: eb('beat_at', '-', 2 * LEASE_MS) }))
      .where('id', '=', ownership.id)
      .execute();

  async function declareDead(dead: Replica, by: Replica): Promise<void> {
    await silence(dead);
    await by.ownership.renew();
    by.time += LEASE_MS;
    await by.ownership.renew();
  }

  it('leave a job to who accepted it', async () => {
    const [one, two] = (await replicas(2)) as [Replica, Replica];
    await one.accept('a');
    expect(await one.ownership.whose('a')).toBe('ours');
    expect(await two.ownership.whose('a')).toBe('theirs');
    expect(await two.ownership.whose('missing')).toBeNull();
    expect(await claimed(two)).toEqual([]);
    expect(await two.journal.append([entry('a', 1, null)])).toEqual(['conflict']);
    expect(await one.journal.append([entry('a', 1, null)])).toEqual(['ok']);
  });

  it('share out the jobs of one that was silent too long, and let it write nothing more', async () => {
    const [dead, two, three] = (await replicas(3)) as [Replica, Replica, Replica];
    const jobs = Array.from({ length: 10 }, (_, n) => `job-${n}`);
    await dead.accept(...jobs);
    await declareDead(dead, two);
    await three.ownership.renew();

    const shares = [await claimed(two), await claimed(three), await claimed(two)];
    expect(shares.map(({ length }) => length)).toEqual([5, 3, 1]);
    shares.push(await claimed(three));
    expect(shares.flat().sort()).toEqual(jobs);

    await expect(dead.journal.append([entry('job-0', 1, 'completed')])).rejects.toThrow(OwnershipLost);
    await expect(dead.journal.append([entry('new', 0, 'running')])).rejects.toThrow(OwnershipLost);
    await expect(dead.ownership.renew()).rejects.toThrow(OwnershipLost);
    expect(await claimed(dead)).toEqual([]);
    expect((await two.journal.read('new')).events).toEqual([]);
  });

  it('declare no replica dead that they could not watch: after an outage of the database all were silent', async () => {
    const [one, two] = (await replicas(2)) as [Replica, Replica];
    await silence(one);
    two.time += 100 * LEASE_MS;
    await two.ownership.renew();
    await one.ownership.renew();
    two.time += LEASE_MS;
    await two.ownership.renew();
    await one.ownership.renew();
  });

  it('wait for a write that is under way before they declare its writer dead', async () => {
    const [one, two] = (await replicas(2)) as [Replica, Replica];
    await silence(one);
    await two.ownership.renew();
    two.time += LEASE_MS;
    let renewed: Promise<void> | undefined;
    await database.db.transaction().execute(async (trx) => {
      const own = trx.selectFrom('replicas').select('id').where('id', '=', one.ownership.id);
      await own.forKeyShare().execute();
      renewed = two.ownership.renew();
      while ((await waitingForLocks()) === 0) await new Promise(setImmediate);
      await trx.insertInto('jobs').values(row('late', one.ownership.id)).execute();
    });
    await renewed;
    expect(await claimed(two)).toEqual(['late']);
  });

  it('stop sending before the others may take their jobs', async () => {
    const [one] = (await replicas(1)) as [Replica];
    one.time += LEASE_MS / 2;
    expect(one.ownership.held).toBe(true);
    one.time += LEASE_MS / 2;
    expect(one.ownership.held).toBe(false);
    await one.ownership.renew();
    expect(one.ownership.held).toBe(true);
  });

  it('hand over at once what they drove when they leave', async () => {
    const [one, two] = (await replicas(2)) as [Replica, Replica];
    await one.accept('a', 'b');
    await one.journal.append([entry('b', 1, 'completed')]);
    await one.ownership.leave();
    expect(await claimed(two)).toEqual(['a']);
    expect(await two.ownership.owned(NOW)).toEqual(['a']);
  });

  it('let the first writer continue a job that has ended, and the other one fail', async () => {
    const [one, two, three] = (await replicas(3)) as [Replica, Replica, Replica];
    await one.accept('a');
    await one.journal.append([entry('a', 1, 'completed')]);
    expect(await two.ownership.whose('a')).toBe('ours');
    expect(await three.ownership.whose('a')).toBe('ours');
    expect(await two.journal.append([entry('a', 2, 'running')])).toEqual(['ok']);
    expect(await three.journal.append([{ ...entry('a', 2, 'running'), events: [] }])).toEqual(['conflict']);
    expect(await two.ownership.owned(NOW)).toEqual(['a']);
  });

  it('have one among them for what only one has to do', async () => {
    const all = await replicas(3);
    expect(all.map(({ ownership }) => ownership.leads)).toEqual([true, false, false]);
    await all[0]?.ownership.leave();
    for (const { ownership } of all.slice(1)) await ownership.renew();
    expect(all.slice(1).map(({ ownership }) => ownership.leads)).toEqual([true, false]);
  });

  it('pass on what is asked of a job to who drives it, once, and the reply back', async () => {
    const [one, two] = (await replicas(2)) as [Replica, Replica];
    await one.accept('a');
    const letter = await two.queue.send('a', CANCEL);
    expect(await two.queue.receive()).toEqual([]);
    expect(await one.queue.receive()).toEqual([{ id: letter, jobId: 'a', command: CANCEL }]);
    expect(await one.queue.receive()).toEqual([]);
    expect(await two.queue.withdraw(letter)).toBe(false);
    expect(await two.queue.takeReply(letter)).toBeNull();
    await one.queue.reply(letter, { kind: 'refused', reason: 'too late' });
    expect(await two.queue.takeReply(letter)).toEqual({ kind: 'refused', reason: 'too late' });
  });

  it('reply that the outcome is unknown if the receiver died, and withdraw what no replica received', async () => {
    const [one, two] = (await replicas(2)) as [Replica, Replica];
    await one.accept('a');
    const [received, unread] = [await two.queue.send('a', CANCEL), await two.queue.send('b', CANCEL)];
    await one.queue.receive();
    expect(await two.queue.withdraw(unread)).toBe(true);
    await declareDead(one, two);
    expect(await two.queue.takeReply(received)).toMatchObject({ kind: 'unknown' });
  });

  async function waitingForLocks(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`.execute(
      database.db,
    );
    return rows[0]?.n ?? 0;
  }
});

function row(id: string, owner: string | null) {
  const nothing = {
    name: null,
    completed_at: null,
    error: null,
    submission_key: null,
    fingerprint: null,
    submitted_by: null,
  };
  return { id, status: 'running', created_at: 1, steps: 1, owner, ...nothing };
}
