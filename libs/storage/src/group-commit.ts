import { setTimeout as pause } from 'node:timers/promises';
import { PlatformError } from '#contract';
import { Batcher } from '#platform';
import type { Kysely } from 'kysely';
import type { TransactionWork } from './database';
import { DatabaseFailure, type FailureKind } from './database-failure';
import { NotStorable } from './not-storable';
import { type Watched, watchWrites } from './watch-writes';

/** Bounds how long one transaction holds its locks. */
const MAX_WORKS_PER_TRANSACTION = 512;

/** The most runs of a work. A broken connection is replaced; the retry shows whether the server is up. */
const ATTEMPTS: Readonly<Record<FailureKind, number>> = {
  again: 8,
  lost: 2,
  away: 1,
  busy: 1,
  unconfirmed: 1,
  damaged: 1,
};
const LONGEST_PAUSE_MS = 20;

interface Waiting<Schema> {
  run(watched: Watched<Schema>): Promise<Settle>;
  reject(error: unknown): void;
}

interface Failed<Schema> {
  works: Waiting<Schema>[];
  attempt: number;
  /** The error of one work, as opposed to the transaction around it. */
  oneFailed: boolean;
}

/** Resolves or rejects the caller's promise; called only when the transaction is on disk. */
type Settle = () => void;

/** Group commit: all works that became ready during the last transaction share the next one and its one fsync. */
export class GroupCommit<Schema> {
  private readonly works = new Batcher<Waiting<Schema>>((works) => this.settleAll(works), MAX_WORKS_PER_TRANSACTION);

  constructor(private readonly db: Kysely<Schema>) {}

  commit<Result>(work: TransactionWork<Schema, Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.works.add({
        reject,
        async run(watched) {
          watched.begin();
          try {
            const result = await work(watched.trx);
            return () => resolve(result);
          } catch (error) {
            // A refusal without writes leaves nothing to roll back.
            if (!isRefusal(error) || watched.any()) throw error;
            return () => reject(error);
          }
        },
      });
    });
  }

  idle(): Promise<void> {
    return this.works.idle();
  }

  private async settleAll(works: Waiting<Schema>[], attempt = 1): Promise<void> {
    let underWay: Waiting<Schema> | undefined;
    try {
      const settles = await this.db.transaction().execute(async (trx) => {
        const watched = watchWrites(trx);
        const settles: Settle[] = [];
        for (underWay of works) settles.push(await underWay.run(watched));
        underWay = undefined;
        return settles;
      });
      for (const settle of settles) settle();
    } catch (error) {
      await this.recover(error, { works, attempt, oneFailed: underWay !== undefined });
    }
  }

  private async recover(error: unknown, { works, attempt, oneFailed }: Failed<Schema>): Promise<void> {
    const kind = error instanceof DatabaseFailure ? error.kind : undefined;
    // One failing work must not fail its neighbours. But if no work failed, the database did: at the commit the outcome
    // is unknown, and before the first work a retry would fail again.
    const tryAlone = oneFailed && works.length > 1 && (kind === undefined || kind === 'again');
    if (tryAlone) {
      for (const work of works) await this.settleAll([work]);
    } else if (kind !== undefined && attempt < ATTEMPTS[kind]) {
      // Works that conflicted run alone.
      await pause(Math.random() * LONGEST_PAUSE_MS);
      await this.settleAll(works, attempt + 1);
    } else {
      for (const work of works) work.reject(error);
    }
  }
}

/** The work's own refusal; after an error of the database its transaction accepts no more statements. */
function isRefusal(error: unknown): error is PlatformError {
  return error instanceof PlatformError && !(error instanceof DatabaseFailure || error instanceof NotStorable);
}
