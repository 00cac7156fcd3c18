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

  /** The address to call for an address that was given; anything but our own shared-state must be on the list. */
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
