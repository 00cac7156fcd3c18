import { randomUUID } from 'node:crypto';
import { Logger, Module, type OnModuleInit, type Type } from '@nestjs/common';
import { ComposableModule } from '#composable';
import { type AppSource, loadConfig } from '#platform';
import { type Database, DATABASE, StorageModule } from '#storage';
import { buildCommands } from './commands/build-commands';
import { EngineConfig } from './config/engine.config';
import { type LoadedDesign, loadDesign } from './design/load-design';
import { payloadShape } from './forms/schemas';
import { recordMigrations, type RecordsSchema } from './records/records.migrations';

/** The app of the design that the environment names. */
export const engineSource: AppSource = {
  moduleFor: (env) => engineModule(loadDesign(loadConfig(EngineConfig, env).DESIGN)),
};

/** Every service has its own database, so that engines run side by side. */
function engineModule(loaded: LoadedDesign): Type {
  const { resource, fields, serviceInfo, description } = loaded.design;
  const { serviceName, semanticProfile, tags, mediaTypes } = serviceInfo;

  @Module({
    imports: [
      StorageModule.forRoot({ name: databaseName(serviceName), migrations: recordMigrations }),
      ComposableModule.forRootAsync({
        inject: [DATABASE],
        useFactory: (database: Database<RecordsSchema>) => ({
          resource,
          serviceName,
          description: serviceInfo.description ?? description,
          tags,
          profile: semanticProfile,
          mediaTypes,
          payload: payloadShape(fields),
          commands: buildCommands(loaded, database, { now: () => new Date(), newId: randomUUID }),
        }),
      }),
    ],
  })
  class EngineModule implements OnModuleInit {
    private readonly logger = new Logger('Design');

    onModuleInit(): void {
      for (const { pointer, message } of loaded.warnings) this.logger.warn(`${pointer}: ${message}`);
    }
  }

  return EngineModule;
}

/** A service name that can be part of a file name and of a PostgreSQL schema. */
function databaseName(serviceName: string): string {
  return `engine-${serviceName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}
