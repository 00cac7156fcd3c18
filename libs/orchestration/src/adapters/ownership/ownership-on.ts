import { OPEN_STATUSES } from '#contract/pure';
import type { Database } from '#storage';
import type { Ownership } from '../../ports/ownership.port';
import type { JournalSchema } from '../database/schema';
import { hasSomethingToDo } from './has-something-to-do';
import { SharedOwnership } from './shared-ownership';
import { SoleOwner } from './sole-owner';

/** PostgreSQL may be shared by several replicas, an SQLite file belongs to one process. */
export function ownershipOn(database: Database<JournalSchema>, leaseMs: number): Ownership {
  return database.dialect === 'postgres'
    ? new SharedOwnership(database, leaseMs)
    : new SoleOwner((now) => openJobs(database, now));
}

/** Oldest first. */
async function openJobs({ db }: Database<JournalSchema>, now: number): Promise<string[]> {
  const open = db.selectFrom('jobs').select('id').where('status', 'in', OPEN_STATUSES);
  const rows = await open.where(hasSomethingToDo(now)).orderBy('id').execute();
  return rows.map(({ id }) => id);
}
