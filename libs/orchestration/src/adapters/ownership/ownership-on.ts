import { OPEN_STATUSES } from '#contract/pure';
import type { Database } from '#storage';
import type { Ownership } from '../../ports/ownership.port';
import type { JournalSchema } from '../database/schema';
import { SharedOwnership } from './shared-ownership';
import { SoleOwner } from './sole-owner';

/** PostgreSQL may be shared by several replicas, an SQLite file belongs to one process. */
export function ownershipOn(database: Database<JournalSchema>, leaseMs: number): Ownership {
  return database.dialect === 'postgres'
    ? new SharedOwnership(database, leaseMs)
    : new SoleOwner(() => openJobs(database));
}

/** Oldest first. */
async function openJobs({ db }: Database<JournalSchema>): Promise<string[]> {
  const rows = await db.selectFrom('jobs').select('id').where('status', 'in', OPEN_STATUSES).orderBy('id').execute();
  return rows.map(({ id }) => id);
}
