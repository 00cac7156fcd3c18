import { Inject, Injectable } from '@nestjs/common';
import { isLoopback } from '#contract/pure';
import { PlatformConfig } from '#platform';
import { OrchestrationConfig } from '../../orchestration.config';

/**
 * The addresses of this platform's shared-state: SHARED_STATE_URL, its public address, and loopback names on its port
 * (protocol, section 5).
 */
@Injectable()
export class StateAddresses {
  private readonly own: URL;
  private readonly publicUrl: string;

  constructor(
    @Inject(PlatformConfig) { SHARED_STATE_URL }: Pick<PlatformConfig, 'SHARED_STATE_URL'>,
    @Inject(OrchestrationConfig) { SHARED_STATE_PUBLIC_URL }: Pick<OrchestrationConfig, 'SHARED_STATE_PUBLIC_URL'>,
  ) {
    this.own = new URL(SHARED_STATE_URL);
    this.publicUrl = SHARED_STATE_PUBLIC_URL ?? SHARED_STATE_URL;
  }

  publicAddress(id: string): string {
    return `${this.publicUrl.replace(/\/+$/, '')}/state/${encodeURIComponent(id)}`;
  }

  /** Where to send requests for an address; any address but this platform's shared-state has to be on the allow list. */
  reachable(address: string): { url: string; to: 'configured' | 'listed' } {
    const url = new URL(address);
    if (!this.isOurs(address)) return { url: url.href, to: 'listed' };
    return { url: `${this.own.href.replace(/\/+$/, '')}${url.pathname}${url.search}`, to: 'configured' };
  }

  split(address: string): { collection: string; id: string } {
    const at = address.lastIndexOf('/');
    return { collection: address.slice(0, at), id: decodeURIComponent(address.slice(at + 1)) };
  }

  isOurs(address: string): boolean {
    const url = new URL(address);
    if (url.origin === new URL(this.publicUrl).origin) return true;
    return isLoopback(url.hostname) && url.port === this.own.port;
  }
}
