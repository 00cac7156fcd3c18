import { StorageConfig } from './storage.config';
import type { Database } from './database';
import type { DatabaseFailure } from './database-failure';
import type { Migrations } from './migrate';
import { openShared } from './postgres/shared-database';
import { openEmbedded } from './sqlite/embedded-database';

export interface DatabaseOptions {
  /** Directory of the SQLite file; not used with a `databaseUrl`. */
  dataDir: string;
  /** The app: names the SQLite file, or the PostgreSQL schema. */
  name: string;
  /** A postgres:// address. */
  databaseUrl?: string;
  migrations: Migrations;
  /** The limits that PostgreSQL is used with. */
  config?: StorageConfig;
  /** Told of every failure of the database itself. */
  failed?: (failure: DatabaseFailure) => void;
}

/**
 * Opens the app's database and brings its schema up to date.
 * @throws PlatformError `unavailable` when it cannot be used; the message says why
 */
export async function openDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  const { databaseUrl, config = new StorageConfig(), failed = () => undefined } = options;
  if (databaseUrl === undefined) return openEmbedded({ ...options, failed });
  return openShared({ ...options, databaseUrl, config, failed });
}
