import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { provideConfig } from '#platform';
import { AuditConfig } from './audit.config';
import { AuditController } from './audit.controller';
import { AuditLog } from './audit-log';
import { AUDITED_ROUTES, AuditRequests } from './audit-requests';
import { AuditRetention } from './audit-retention';
import type { AuditedRoute } from './audited-routes';

/** The audit of an app. Needs a StorageModule with `auditMigrations`. */
@Module({})
export class AuditModule implements NestModule {
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

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(AuditRequests).forRoutes('{*path}');
  }
}
