import type { Database } from '#storage';
import type { Appended, JournalEntry } from '../../ports/journal.port';
import type { JournalSchema } from '../database/schema';

/** Per entry: whether it is on disk, or refused because a record or a job exists already. */
export type Written = readonly boolean[];

/**
 * Writes entries in one transaction, with one fsync.
 * @throws OwnershipLost if `owner` is no longer one of the replicas; nothing is written then.
 */
export type Append = (
  database: Database<JournalSchema>,
  entries: readonly JournalEntry[],
  owner: string | null,
) => Promise<Written>;

/** Why an entry was refused: a repeated write of this process, a second submission, or another owner's write. */
export async function explainRefusal(
  { db }: Database<JournalSchema>,
  { jobId, expectedVersion, events, submission }: JournalEntry,
  owner: string | null,
): Promise<Appended> {
  const record = await db
    .selectFrom('journal')
    .select(['events', 'owner'])
    .where('job_id', '=', jobId)
    .where('first_seq', '=', expectedVersion + 1)
    .executeTakeFirst();
  // An earlier commit of it succeeded, and its response was lost.
  if (record?.events === JSON.stringify(events) && record.owner === owner) return 'ok';
  if (submission === null) return 'conflict';
  const earlier = await db
    .selectFrom('jobs')
    .select(['id', 'fingerprint'])
    .where('submission_key', '=', submission.key)
    .executeTakeFirst();
  if (!earlier) return 'conflict';
  return { duplicateOf: earlier.id, sameBody: earlier.fingerprint === submission.fingerprint };
}
