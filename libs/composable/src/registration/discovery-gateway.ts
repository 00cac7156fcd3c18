import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { PlatformConfig, ServiceToken } from '#platform';

/** The three calls a service makes to discovery. All reject when discovery does not answer as it should. */
@Injectable()
export class DiscoveryGateway {
  constructor(
    private readonly http: HttpService,
    private readonly config: PlatformConfig,
    private readonly token: ServiceToken,
  ) {}

  async register(service: object): Promise<string> {
    const { registryID } = await this.post<{ registryID: string }>('register', service);
    return registryID;
  }

  async renew(registryID: string): Promise<void> {
    await this.post('renew', { registryID });
  }

  async unregister(registryID: string): Promise<void> {
    await this.post('unregister', { registryID });
  }

  private async post<T>(path: string, body: object): Promise<T> {
    const url = `${this.config.DISCOVERY_URL.replace(/\/+$/, '')}/${path}`;
    const { data } = await firstValueFrom(this.http.post<T>(url, body, { headers: this.token.headersFor(url) }));
    return data;
  }
}
