import type { RegistrationDto, ServiceEntry } from '#contract';
import { PlatformHttp, type ClientOptions } from '../http/platform-http';

/** All that is given must match. */
export interface ServiceFilter {
  tag?: string;
  profile?: string;
  resource?: string;
  name?: string;
  mediaType?: string;
  health?: string;
}

export class DiscoveryClient {
  private readonly http: PlatformHttp;

  constructor(options: ClientOptions) {
    this.http = new PlatformHttp('discovery', 'DISCOVERY_URL', options);
  }

  async services(filter: ServiceFilter = {}): Promise<ServiceEntry[]> {
    return (await this.http.json<ServiceEntry[]>({ url: '/services', params: filter })).body;
  }

  async service(registryID: string): Promise<ServiceEntry> {
    return (await this.http.json<ServiceEntry>({ url: `/services/${encodeURIComponent(registryID)}` })).body;
  }

  /** Registering an address again updates its entry. */
  async register(registration: RegistrationDto): Promise<ServiceEntry> {
    return (await this.http.json<ServiceEntry>({ method: 'POST', url: '/register', data: registration })).body;
  }

  async unregister(registryID: string): Promise<void> {
    await this.http.json({ method: 'POST', url: '/unregister', data: { registryID } });
  }

  async renew(registryID: string): Promise<void> {
    await this.http.json({ method: 'POST', url: '/renew', data: { registryID } });
  }
}
