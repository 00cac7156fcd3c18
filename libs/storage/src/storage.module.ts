import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { HealthChecks, Metrics, PlatformConfig, provideConfig } from '#platform';
import type { Database } from './database';
import { DatabaseWatch } from './database-watch';
import { type DatabaseOptions, openDatabase } from './open-database';
import { StorageConfig } from './storage.config';

/** Token of the app's `Database`. */
export const DATABASE = Symbol('Database');

/** Opens the app's database at start, adds it to health, and closes it after everything else. */
@Module({})
export class StorageModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database<unknown>) {}

  static forRoot(options: Pick<DatabaseOptions, 'name' | 'migrations'>): DynamicModule {
    const open = async (platform: PlatformConfig, config: StorageConfig, health: HealthChecks, metrics: Metrics) => {
      const { DATA_DIR, DATABASE_URL } = platform;
      const watch = new DatabaseWatch(metrics);
      const database = await openDatabase({
        ...options,
        dataDir: DATA_DIR,
        databaseUrl: DATABASE_URL,
        config,
        failed: (failure) => watch.failed(failure),
        warn: (message) => watch.warn(message),
      });
      health.add('database', () => database.check());
      watch.connections(database);
      return database;
    };
    return {
      module: StorageModule,
      global: true,
      providers: [
        provideConfig(StorageConfig),
        { provide: DATABASE, useFactory: open, inject: [PlatformConfig, StorageConfig, HealthChecks, Metrics] },
      ],
      exports: [DATABASE],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
