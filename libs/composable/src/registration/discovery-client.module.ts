import { HttpModule, HttpService } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { DiscoveryClient } from '#clients';
import { PlatformConfig, ServiceToken } from '#platform';

/** The app's one client of the discovery that its configuration names. */
@Module({
  imports: [HttpModule],
  providers: [
    {
      provide: DiscoveryClient,
      inject: [HttpService, PlatformConfig, ServiceToken],
      useFactory: (http: HttpService, { DISCOVERY_URL }: PlatformConfig, token: ServiceToken) =>
        new DiscoveryClient(http, { url: DISCOVERY_URL, token: token.for }),
    },
  ],
  exports: [DiscoveryClient],
})
export class DiscoveryClientModule {}
