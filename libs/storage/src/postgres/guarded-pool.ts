import type { Pool, PoolClient, QueryResult } from 'pg';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Connections } from '../database';
import { DatabaseFailure } from '../database-failure';
import { asFailure, type ConnectionPhase } from './failure';
import { statementName } from './statement-names';

/** Turns every failure of the database into a DatabaseFailure, and keeps no connection that may be broken. */
export class GuardedPool implements PostgresPool {
  constructor(
    private readonly pool: Pool,
    private readonly failed: (failure: DatabaseFailure) => void,
  ) {
    // A broken connection is replaced when one is needed next; without a listener its error would end the process. The
    // pool listens to idle ones only, not to one that it is just handing out.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  get use(): Connections {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { open: totalCount, idle: idleCount, waiting: waitingCount };
  }

  async connect(): Promise<PostgresPoolClient> {
    try {
      return new GuardedClient(await this.pool.connect(), this.translate);
    } catch (error) {
      throw this.translate(error, 'connect');
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  private readonly translate = (error: unknown, phase: ConnectionPhase): unknown => {
    const failure = asFailure(error, phase);
    if (failure instanceof DatabaseFailure) this.failed(failure);
    return failure;
  };
}

const NOTHING = { command: 'SELECT' as const, rowCount: 0, rows: [] };

class GuardedClient implements PostgresPoolClient {
  /** Must not be reused: lost, or in an unknown state. */
  private over = false;
  private inTransaction = false;
  private readonly lost = () => (this.over = true);

  constructor(
    private readonly client: PoolClient,
    private readonly translate: (error: unknown, phase: ConnectionPhase) => unknown,
  ) {
    // It may break between two statements. A commit is then not sent, so its outcome is known.
    client.on('error', this.lost);
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== 'string') throw new Error('Streaming queries are not supported');
    return this.run(sql, parameters);
  }

  release(): void {
    this.client.off('error', this.lost);
    this.client.release(this.over);
  }

  private async run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // The server rolls back the transaction of a lost connection. A failing rollback must not hide the original error.
    if (this.over && sql === 'rollback') return NOTHING;
    const result = await this.send(sql, parameters);
    // The server's response to the commit of a transaction in which a statement failed.
    if (sql === 'commit' && result.command === 'ROLLBACK') throw new Error('A work went on after a statement failed');
    return result as unknown as PostgresQueryResult<R>;
  }

  private async send(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    const phase = this.commitsWith(sql) ? 'commit' : 'work';
    this.inTransaction = sql === 'begin' || (this.inTransaction && sql !== 'commit' && sql !== 'rollback');
    try {
      return await this.client.query({ name: statementName(sql, parameters), text: sql, values: [...parameters] });
    } catch (error) {
      const failure = this.translate(error, phase);
      this.over ||= failure instanceof DatabaseFailure && (failure.kind === 'lost' || failure.kind === 'unconfirmed');
      throw failure;
    }
  }

  /** A statement outside of a transaction is its own transaction; if it only reads, no outcome can be unknown. */
  private commitsWith(sql: string): boolean {
    if (this.over) return false;
    return this.inTransaction ? sql === 'commit' : sql !== 'begin' && !sql.trimStart().startsWith('select');
  }
}
