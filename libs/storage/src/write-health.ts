import { sql } from 'kysely';
import type { Database } from './database';
import type { DatabaseFailure } from './database-failure';
import { countCommit } from './identity';

/** Whether the database can be written: after a failed write it counts as unusable until one succeeds. */
export class WriteHealth {
  private failure?: DatabaseFailure;

  noteFailure(failure: DatabaseFailure): void {
    if (failure.kind === 'busy' || failure.kind === 'damaged') this.failure = failure;
  }

  /** @throws DatabaseFailure while it cannot be read, or written */
  async check<Schema>({ db, commit }: Pick<Database<Schema>, 'db' | 'commit'>): Promise<void> {
    await sql`select 1`.execute(db);
    if (this.failure === undefined) return;
    if (this.failure.kind === 'damaged') throw this.failure;
    // Without requests nothing else would notice that there is room again.
    await commit(countCommit);
    this.failure = undefined;
  }
}
