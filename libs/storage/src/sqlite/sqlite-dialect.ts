import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import {
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import type { CommitCount } from './commit-count';
import type { SqliteFailures } from './failure';
import type { WriteAheadLog } from './write-ahead-log';

/** What belongs to one open file. */
export interface SqliteFile {
  readonly database: DatabaseSyncInstance;
  readonly log: WriteAheadLog;
  readonly failures: SqliteFailures;
  readonly commits: CommitCount;
}

/**
 * SQLite, but a transaction's fsync does not stop the event loop. With `synchronous = full` a commit in WAL mode is what
 * it is with `normal`, and then a sync of the log; here the second half is done by a thread of Node's own. Until it is
 * done the connection stays taken, so that nobody reads what is not on disk. What is written outside of a transaction
 * SQLite syncs itself.
 */
export class SyncingSqliteDialect extends SqliteDialect {
  constructor(
    private readonly file: SqliteFile,
    private readonly config: SqliteDialectConfig,
  ) {
    super(config);
  }

  override createDriver(): Driver {
    return new SyncingSqliteDriver(this.file, this.config);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** SQLite rolls back changes of the schema like any others; with this Kysely migrates in a transaction. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SyncingSqliteDriver extends SqliteDriver {
  constructor(
    private readonly file: SqliteFile,
    config: SqliteDialectConfig,
  ) {
    super(config);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    if (this.file.log.broken) await this.releaseConnection();
    this.file.log.check();
    return connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.file.failures.check();
    this.file.database.exec('pragma synchronous = normal');
    this.file.commits.begin();
    await super.beginTransaction(connection);
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const commit = this.file.commits.next();
    await super.commitTransaction(connection);
    this.file.database.exec('pragma synchronous = full');
    await this.file.log.sync();
    this.file.commits.done(commit);
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // What could not be synced is committed all the same, and what there was no room for SQLite rolled back itself.
    if (this.file.database.isTransaction) await super.rollbackTransaction(connection);
    this.file.database.exec('pragma synchronous = full');
  }
}
