import type { Database } from '#storage';
import type { Appended, JournalEntry } from '../../ports/journal.port';
import type { JournalSchema } from '../database/schema';

/** What one write came to, per entry: on disk, or refused because a record or a job stands there already. */
export type Written = readonly boolean[];

/**
 * Writes entries in one transaction, with one fsync.
 * @throws OwnershipLost when `owner` is none of the replicas any more; nothing is written then.
 */
export type Append = (
  database: Database<JournalSchema>,
  entries: readonly JournalEntry[],
  owner: string | null,
) => Promise<Written>;

/** What the journal says of an entry that was refused: a write of our own, a second submission, or somebody else's. */
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
  // Its commit went unanswered, and it took all the same.
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
