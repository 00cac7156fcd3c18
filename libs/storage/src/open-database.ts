import type { Database } from './database';
import type { DatabaseFailure } from './database-failure';
import { identityMigrations } from './identity';
import type { Migrations } from './migrate';
import { openShared } from './postgres/shared-database';
import { openEmbedded } from './sqlite/embedded-database';
import { StorageConfig } from './storage.config';
import { WriteHealth } from './write-health';

export interface DatabaseOptions {
  /** Directory of the SQLite file; unused with a `databaseUrl`. */
  dataDir: string;
  /** The app: names the SQLite file, or the PostgreSQL schema. */
  name: string;
  /** A postgres:// address. */
  databaseUrl?: string;
  migrations: Migrations;
  /** Limits of PostgreSQL connections and statements. */
  config?: StorageConfig;
  /** Called with every failure of the database itself. */
  failed?: (failure: DatabaseFailure) => void;
  /** Called with warnings for the operator. */
  warn?: (message: string) => void;
}

/**
 * Opens the app's database and migrates its schema.
 * @throws PlatformError `unavailable` when it cannot be used; the message says why
 */
export async function openDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  const { databaseUrl, config = new StorageConfig(), failed = () => undefined, warn = () => undefined } = options;
  const migrations = { ...identityMigrations, ...options.migrations };
  const health = new WriteHealth();
  const noteFailure = (failure: DatabaseFailure) => {
    health.noteFailure(failure);
    failed(failure);
  };
  const common = { ...options, migrations, failed: noteFailure, warn };
  const database: Database<Schema> =
    databaseUrl === undefined ? await openEmbedded(common) : await openShared({ ...common, databaseUrl, config });
  return {
    ...database,
    async check() {
      await health.check(database);
      await database.check();
    },
  };
}
