import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { sql } from 'kysely';
import { Health, PlatformConfig } from '#platform';
import type { Database } from './database';
import { type DatabaseOptions, openDatabase } from './open-database';

/** Token of the app's `Database`. */
export const DATABASE = Symbol('Database');

/** Opens the app's database at start, has health look at it, and closes it when everything else has ended. */
@Module({})
export class StorageModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database<unknown>) {}

  static forRoot(options: Pick<DatabaseOptions, 'name' | 'migrations'>): DynamicModule {
    const open = async ({ DATA_DIR, DATABASE_URL }: PlatformConfig, health: Health) => {
      const database = await openDatabase({ ...options, dataDir: DATA_DIR, databaseUrl: DATABASE_URL });
      health.add('database', () => sql`select 1`.execute(database.db));
      return database;
    };
    return {
      module: StorageModule,
      global: true,
      providers: [{ provide: DATABASE, useFactory: open, inject: [PlatformConfig, Health] }],
      exports: [DATABASE],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
