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

/** The parts of one open file. */
export interface SqliteFile {
  readonly database: DatabaseSyncInstance;
  readonly log: WriteAheadLog;
  readonly failures: SqliteFailures;
  readonly commits: CommitCount;
}

/**
 * SQLite whose fsync does not block the event loop. With `synchronous = full` a commit in WAL mode is that of `normal`
 * followed by a sync of the log; here the sync runs on a thread of Node's pool. The connection stays taken until it is
 * done, so that no reader sees what is not on disk. SQLite itself syncs writes outside of transactions.
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

/** SQLite can roll back schema changes; with this Kysely migrates in a transaction. */
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
    // A commit whose sync failed is committed all the same; SQLite rolled back itself if there was no room.
    if (this.file.database.isTransaction) await super.rollbackTransaction(connection);
    this.file.database.exec('pragma synchronous = full');
  }
}
