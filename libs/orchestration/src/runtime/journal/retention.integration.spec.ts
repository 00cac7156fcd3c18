import { openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import { SystemClock } from '../../adapters/clock/system-clock';
import { journalMigrations } from '../../adapters/database/migrations';
import type { JournalSchema } from '../../adapters/database/schema';
import { SqlJournal } from '../../adapters/journal/sql-journal';
import { ownershipOn } from '../../adapters/ownership/ownership-on';
import { POLICY_DEFAULTS } from '../../core/plan/defaults';
import type { JobStatus } from '../../core/model/state';
import type { JournalEntry } from '../../ports/journal.port';
import type { StateClient } from '../../ports/state-client.port';
import { Retention } from './retention';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

onEveryDatabase('keeping ended jobs', (fresh) => {
  const clock = Object.assign(new SystemClock(), { now: () => NOW });
  const log = { kept: jest.fn(), lost: jest.fn(), refused: jest.fn(), damaged: jest.fn(), trouble: jest.fn() };

  const entry = (id: string, status: JobStatus, completedAt: number | null): JournalEntry => ({
    jobId: id,
    expectedVersion: 0,
    events: [
      {
        type: 'job-accepted',
        seq: 1,
        at: 0,
        jobId: id,
        document: { steps: [], initialState: {} },
        defaults: POLICY_DEFAULTS,
        lenient: false,
        warnings: [],
        stateDoc: { address: `http://state/${id}`, owned: true },
      },
    ],
    row: {
      id,
      name: null,
      status,
      createdAt: 0,
      submittedBy: null,
      labels: {},
      definition: null,
      completedAt,
      steps: 0,
      waitingFor: null,
      error: null,
      rest: null,
    },
    submission: null,
  });

  it('deletes old ended jobs with their documents, and no job that is open or needs attention', async () => {
    const database = await openDatabase<JournalSchema>({
      ...(await fresh()),
      name: 'job-control',
      migrations: journalMigrations,
    });
    const owner = ownershipOn(database, 6_000);
    await owner.join();
    await owner.renew();
    const journal = new SqlJournal(database, owner);
    await journal.append([
      entry('old', 'completed', NOW - 31 * DAY),
      entry('undone', 'failed', NOW - 40 * DAY),
      entry('recent', 'completed', NOW - 29 * DAY),
      entry('open', 'running', null),
      entry('attention', 'needs-attention', NOW - 90 * DAY),
      entry('killed', 'killed', NOW - 90 * DAY),
    ]);
    const deleted: string[] = [];
    const states = {
      delete: (address: string, _: string | null) => Promise.resolve(void deleted.push(address)),
    } as StateClient;
    const retention = new Retention(journal, owner, states, { keepMs: 30 * DAY, sweepMs: DAY }, clock, log);

    retention.start();
    while ((await journal.settledBefore(NOW - 30 * DAY, 1)).length > 0) await new Promise(setImmediate);
    await retention.stop();

    const left = await database.db.selectFrom('jobs').select('id').orderBy('id').execute();
    expect(left.map(({ id }) => id)).toEqual(['attention', 'killed', 'open', 'recent']);
    expect((await journal.read('old')).events).toEqual([]);
    expect(deleted.sort()).toEqual(['http://state/old', 'http://state/undone']);
    await database.close();
  });
});
