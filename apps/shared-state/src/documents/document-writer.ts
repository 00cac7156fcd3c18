import { PlatformError } from '#contract';
import { type Database, NotStorable } from '#storage';
import type { DocumentCache } from './document-cache';
import type { DocumentTable } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import type { Write } from './write';
import { writeTogether, type Written } from './write-together';

/** Bounds how long one transaction holds its locks, and how many documents are in memory for it. */
const MOST_TOGETHER = 128;

interface Waiting {
  readonly write: Write;
  readonly resolve: (row: DocumentRow | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Lets all writes that come while others are on their way to the disk go together. */
export class DocumentWriter {
  private gathering: Waiting[] | null = null;

  constructor(
    private readonly database: Database<StateSchema>,
    private readonly table: DocumentTable,
    private readonly cache: DocumentCache,
  ) {}

  /** Reads, checks, edits and writes as one step, which no other write can come between. */
  write(write: Write): Promise<DocumentRow | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = { write, resolve, reject };
      if (this.gathering && this.gathering.length < MOST_TOGETHER) this.gathering.push(waiting);
      else void this.commit((this.gathering = [waiting]));
    });
  }

  private async commit(together: readonly Waiting[]): Promise<void> {
    try {
      const written = await this.database.commit((trx) => {
        this.close(together);
        const writes = together.map(({ write }) => write);
        return writeTogether(trx, this.table, writes, (id) => this.cache.get(id));
      });
      this.settle(together, written);
    } catch (error) {
      this.close(together);
      for (const { write } of together) this.cache.forget(write.id);
      await this.failed(together, error);
    }
  }

  /** Whoever comes now comes too late for this transaction. */
  private close(together: readonly Waiting[]): void {
    if (this.gathering === together) this.gathering = null;
  }

  private settle(together: readonly Waiting[], { outcomes, documents }: Written): void {
    for (const [id, row] of documents) {
      if (row) this.cache.wrote(row);
      else this.cache.forget(id);
    }
    for (const { write, resolve, reject } of together) {
      const outcome = outcomes.get(write);
      if (outcome && 'row' in outcome) resolve(outcome.row);
      else reject(outcome?.refusal);
    }
  }

  /** A write that the database does not take, for a reason of its own, does not fail its neighbours. */
  private async failed(together: readonly Waiting[], error: unknown): Promise<void> {
    if (together.length > 1 && (error instanceof NotStorable || !(error instanceof PlatformError))) {
      for (const one of together) await this.commit([one]);
      return;
    }
    for (const { reject } of together) reject(error);
  }
}
