import { isLoopback } from '#contract/pure';

/**
 * Others know shared-state by other names than we reach it by: its public address, or a loopback name on its port.
 * Both mean SHARED_STATE_URL (protocol, section 5).
 */
export class StateAddresses {
  private readonly own: URL;

  constructor(
    sharedStateUrl: string,
    private readonly publicUrl: string,
  ) {
    this.own = new URL(sharedStateUrl);
  }

  publicAddress(id: string): string {
    return `${this.publicUrl.replace(/\/+$/, '')}/state/${encodeURIComponent(id)}`;
  }

  /** The address to call for an address that was given. */
  reachable(address: string): string {
    const url = new URL(address);
    if (!this.isOurs(url)) return url.href;
    return `${this.own.href.replace(/\/+$/, '')}${url.pathname}${url.search}`;
  }

  split(address: string): { collection: string; id: string } {
    const at = address.lastIndexOf('/');
    return { collection: address.slice(0, at), id: decodeURIComponent(address.slice(at + 1)) };
  }

  private isOurs(url: URL): boolean {
    if (url.origin === new URL(this.publicUrl).origin) return true;
    return isLoopback(url.hostname) && url.port === this.own.port;
  }
}
