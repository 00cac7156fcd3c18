import { type DynamicModule, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { provideConfig } from '#platform';
import { AuditConfig } from './audit.config';
import { AuditController } from './audit.controller';
import { AuditLog } from './audit-log';
import { AUDITED_ROUTES, AuditRequests } from './audit-requests';
import { AuditRetention } from './audit-retention';
import type { AuditedRoute } from './audited-routes';

/** The audit of an app. Needs a StorageModule with `auditMigrations`. */
@Module({})
export class AuditModule {
  static of(routes: readonly AuditedRoute[]): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController],
      providers: [
        provideConfig(AuditConfig),
        { provide: AUDITED_ROUTES, useValue: routes },
        AuditLog,
        AuditRequests,
        AuditRetention,
      ],
    };
  }

  /** While the app is made, before `createApp` adds its own: what that refuses is audited, too. */
  constructor({ httpAdapter }: HttpAdapterHost, { middleware }: AuditRequests) {
    httpAdapter.use(middleware);
  }
}
