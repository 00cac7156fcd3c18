import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type DatabaseConnection, type Driver, SqliteDialect, type SqliteDialectConfig, SqliteDriver } from 'kysely';
import type { WriteAheadLog } from './write-ahead-log';

/**
 * SQLite, but a transaction's fsync does not stop the event loop. With `synchronous = full` a commit in WAL mode is what
 * it is with `normal`, and then a sync of the log; here the second half is done by a thread of Node's own. Until it is
 * done the connection stays taken, so that nobody reads what is not on disk. What is written outside of a transaction
 * SQLite syncs itself.
 */
export class SyncingSqliteDialect extends SqliteDialect {
  constructor(
    private readonly database: DatabaseSyncInstance,
    private readonly log: WriteAheadLog,
    private readonly config: SqliteDialectConfig,
  ) {
    super(config);
  }

  override createDriver(): Driver {
    return new SyncingSqliteDriver(this.database, this.log, this.config);
  }
}

class SyncingSqliteDriver extends SqliteDriver {
  constructor(
    private readonly database: DatabaseSyncInstance,
    private readonly log: WriteAheadLog,
    config: SqliteDialectConfig,
  ) {
    super(config);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    if (this.log.broken) await this.releaseConnection();
    this.log.check();
    return connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.database.exec('pragma synchronous = normal');
    await super.beginTransaction(connection);
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.database.exec('pragma synchronous = full');
    await this.log.sync();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // What could not be synced is committed all the same, and what there was no room for SQLite rolled back itself.
    if (this.database.isTransaction) await super.rollbackTransaction(connection);
    this.database.exec('pragma synchronous = full');
  }
}
