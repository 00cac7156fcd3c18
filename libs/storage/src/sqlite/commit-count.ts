import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { SqliteDatabase } from 'kysely';
import { HighWaterMark } from './high-water-mark';
import { identityOf } from './inspect';

const COUNT = "update storage_identity set commits = commits + 1 where name = 'self' returning commits";

/**
 * Numbers every transaction that changes something, within it, and writes the number to a file beside the database
 * afterwards.
 */
export class CommitCount {
  private mark?: HighWaterMark;
  private readonly changes;
  private changesBefore = 0;

  constructor(
    private readonly file: string,
    private readonly database: DatabaseSyncInstance,
    private readonly statements: Pick<SqliteDatabase, 'prepare'>,
  ) {
    this.changes = database.prepare('select total_changes() as n');
  }

  /** Called once the database has been migrated. */
  start(): void {
    this.mark = HighWaterMark.open(this.file, identityOf(this.database) ?? unidentified(this.file));
  }

  begin(): void {
    this.changesBefore = this.changesSoFar();
  }

  /** Before the commit. @returns its number; undefined when there is nothing to commit */
  next(): number | undefined {
    if (this.mark === undefined || this.changesSoFar() === this.changesBefore) return undefined;
    const [row] = this.statements.prepare(COUNT).all([]) as { commits: number }[];
    return row?.commits;
  }

  /** After the commit is on disk. */
  done(commits: number | undefined): void {
    if (commits !== undefined) this.mark?.raise(commits);
  }

  async check(): Promise<void> {
    await this.mark?.check();
  }

  close(): void {
    this.mark?.close();
    this.mark = undefined;
  }

  private changesSoFar(): number {
    return (this.changes.get() as { n: number }).n;
  }
}

function unidentified(file: string): never {
  throw new Error(`${file} has no identity`);
}
