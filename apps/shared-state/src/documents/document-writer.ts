import { PlatformError } from '#contract';
import { type Database, insertRows, NotStorable } from '#storage';
import type { StoredDocumentCache } from './document-cache';
import type { DocumentTable } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import type { DocumentWrite } from './write';
import { writeBatch, type BatchResult } from './write-batch';

/** Bounds how long one transaction holds its locks, and how many documents are in memory for it. */
const MOST_TOGETHER = 128;

interface Waiting {
  readonly write: DocumentWrite;
  readonly resolve: (row: DocumentRow | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Group commit: all writes that arrive during the last commit are written together. */
export class DocumentWriter {
  private gathering: Waiting[] | null = null;

  constructor(
    private readonly database: Database<StateSchema>,
    private readonly table: DocumentTable,
    private readonly cache: StoredDocumentCache,
  ) {}

  /** Reads, checks, edits and writes as one step, which no other write can interleave. */
  write(write: DocumentWrite): Promise<DocumentRow | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = { write, resolve, reject };
      if (this.gathering && this.gathering.length < MOST_TOGETHER) this.gathering.push(waiting);
      else void this.commit((this.gathering = [waiting]));
    });
  }

  private async commit(together: readonly Waiting[]): Promise<void> {
    try {
      const written = await this.database.commit(async (trx) => {
        this.close(together);
        const writes = together.map(({ write }) => write);
        const result = await writeBatch(trx, this.table, writes, (id) => this.cache.get(id));
        const done = writes.filter((write) => isDone(result, write));
        await insertRows(
          trx,
          done.flatMap(({ id, audit }) => audit?.rowWhenDone(id) ?? []),
        );
        return result;
      });
      this.finish(together, written);
    } catch (error) {
      this.close(together);
      for (const { write } of together) this.cache.forget(write.id);
      await this.failed(together, error);
    }
  }

  /** Later writes belong to the next transaction. */
  private close(together: readonly Waiting[]): void {
    if (this.gathering === together) this.gathering = null;
  }

  private finish(together: readonly Waiting[], { outcomes, documents }: BatchResult): void {
    for (const [id, row] of documents) {
      if (row) this.cache.wrote(row);
      else this.cache.forget(id);
    }
    for (const { write, resolve, reject } of together) {
      const outcome = outcomes.get(write);
      if (outcome && 'row' in outcome) {
        write.audit?.wasWritten();
        resolve(outcome.row);
      } else reject(outcome?.refusal);
    }
  }

  /** A write that the database rejects for its own values does not fail its neighbours. */
  private async failed(together: readonly Waiting[], error: unknown): Promise<void> {
    if (together.length > 1 && (error instanceof NotStorable || !(error instanceof PlatformError))) {
      for (const one of together) await this.commit([one]);
      return;
    }
    for (const { reject } of together) reject(error);
  }
}

function isDone({ outcomes }: BatchResult, write: DocumentWrite): boolean {
  const outcome = outcomes.get(write);
  return outcome !== undefined && 'row' in outcome;
}
