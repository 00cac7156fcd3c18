import { setTimeout as pause } from 'node:timers/promises';
import { PlatformError } from '#contract';
import type { Kysely } from 'kysely';
import type { Work } from './database';
import { DatabaseFailure, type FailureKind } from './database-failure';
import { NotStorable } from './not-storable';
import { type Watched, watchWrites } from './watch-writes';

/** Bounds how long one transaction holds its locks. */
const MAX_WORKS_PER_TRANSACTION = 512;

/** How often works are run in all. A connection that was cut is replaced; whether the server is there shows with it. */
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
  /** One of the works, rather than the transaction around them. */
  oneFailed: boolean;
}

/** Tells the caller how its work ended; called only when the transaction is on disk. */
type Settle = () => void;

/** Lets all works that became ready while the last transaction was written share the next one, and its one fsync. */
export class GroupCommit<Schema> {
  private waiting: Waiting<Schema>[] = [];
  private draining?: Promise<void>;

  constructor(private readonly db: Kysely<Schema>) {}

  commit<Result>(work: Work<Schema, Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({
        reject,
        async run(watched) {
          watched.begin();
          try {
            const result = await work(watched.trx);
            return () => resolve(result);
          } catch (error) {
            // A refusal that wrote nothing leaves nothing to roll back.
            if (!isRefusal(error) || watched.any()) throw error;
            return () => reject(error);
          }
        },
      });
      this.draining ??= this.drain();
    });
  }

  async idle(): Promise<void> {
    await this.draining;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      // Lets every request that has already arrived add its work first.
      await new Promise(setImmediate);
      await this.settleAll(this.waiting.splice(0, MAX_WORKS_PER_TRANSACTION));
    }
    this.draining = undefined;
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
    // One bad work must not fail its neighbours. But when it was not a work that failed, the database did: at the
    // commit nobody knows whether it took, and before the first work trying again would fail again.
    const tryAlone = oneFailed && works.length > 1 && (kind === undefined || kind === 'again');
    if (tryAlone) {
      for (const work of works) await this.settleAll([work]);
    } else if (kind !== undefined && attempt < ATTEMPTS[kind]) {
      // Whoever got in each other's way should not meet again.
      await pause(Math.random() * LONGEST_PAUSE_MS);
      await this.settleAll(works, attempt + 1);
    } else {
      for (const work of works) work.reject(error);
    }
  }
}

/** What the work itself said no to; after an error of the database its transaction takes nothing more. */
function isRefusal(error: unknown): error is PlatformError {
  return error instanceof PlatformError && !(error instanceof DatabaseFailure || error instanceof NotStorable);
}
