import { type RawBuilder, sql } from 'kysely';

/**
 * Whether an open job has to be driven by its owner. One that rests is left where it is until it is due, unless its row is
 * older than its journal, or its own time is ahead of this process's: then the process has to keep that.
 */
export function hasSomethingToDo(now: number): RawBuilder<boolean> {
  return sql<boolean>`(
    waits_for is null or rests_version is null or rests_since > ${now} or exists (
      select 1 from journal where job_id = jobs.id and first_seq > jobs.rests_version
    )
  )`;
}
