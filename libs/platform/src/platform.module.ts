import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { authProviders } from './auth/auth.providers';
import { Authenticator } from './auth/authenticator';
import { ServiceToken } from './auth/service-token';
import { APP_NAME, WhoAmIController } from './auth/whoami.controller';
import { ENVIRONMENT, provideConfig } from './config/environment';
import type { Environment } from './config/load-config';
import { HttpConfig } from './config/http-config';
import { PlatformConfig } from './config/platform-config';
import { PublicAddress } from './config/public-address';
import { HealthChecks } from './health/health';
import { HealthController } from './health/health.controller';
import { ErrorPagesController } from './http/error-pages.controller';
import { QueryGuard } from './http/query.guard';
import { Capacity } from './limits/capacity';
import { OpenResponses } from './limits/open-responses';
import { Draining } from './lifecycle/draining';
import { Metrics } from './metrics/metrics';
import { MetricsController } from './metrics/metrics.controller';
import { OutboundConfig } from './outbound/outbound.config';
import { OutboundHttp } from './outbound/outbound-http';
import { OutboundPolicy, outboundPolicyOf } from './outbound/outbound-policy';

/**
 * What every app has by default: config, its own address, health, metrics, shutdown, outgoing calls. `bootstrap` adds
 * it.
 */
@Module({})
export class PlatformModule {
  static forRoot(name: string, config: PlatformConfig, http: HttpConfig, env: Environment): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController, MetricsController, WhoAmIController, ErrorPagesController],
      providers: [
        { provide: APP_NAME, useValue: name },
        { provide: ENVIRONMENT, useValue: env },
        { provide: PlatformConfig, useValue: config },
        { provide: HttpConfig, useValue: http },
        Capacity,
        OpenResponses,
        PublicAddress,
        Draining,
        HealthChecks,
        Metrics,
        provideConfig(OutboundConfig),
        {
          provide: OutboundPolicy,
          useFactory: (outbound: OutboundConfig) => outboundPolicyOf(outbound, config.HOST),
          inject: [OutboundConfig],
        },
        {
          provide: OutboundHttp,
          useFactory: (policy: OutboundPolicy, outbound: OutboundConfig) => new OutboundHttp(policy, outbound),
          inject: [OutboundPolicy, OutboundConfig],
        },
        ...authProviders(config, env),
        // After the guard that authenticates: unknown clients learn nothing about the parameters of a route.
        { provide: APP_GUARD, useClass: QueryGuard },
      ],
      exports: [
        ENVIRONMENT,
        PlatformConfig,
        Capacity,
        OpenResponses,
        PublicAddress,
        Draining,
        HealthChecks,
        Metrics,
        OutboundHttp,
        OutboundPolicy,
        ServiceToken,
        Authenticator,
      ],
    };
  }
}
