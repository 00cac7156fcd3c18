import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { LookupAddress } from 'node:dns';
import { METADATA, rangeOf } from './address-ranges';
import { Networks } from './networks';
import { listOf, type OutboundConfig } from './outbound.config';
import { type Resolve, resolveAsTheMachine } from './resolve';

const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** A name that takes longer is looked at again when it is called. */
const RESOLVE_TIMEOUT_MS = 2_000;

export interface PolicyRules {
  readonly schemes: ReadonlySet<string>;
  /** In lower case; `*.` stands for any name below. */
  readonly hosts: readonly string[];
  readonly networks: Networks;
  /** Allowed one by one: a network that is allowed does not open the metadata service inside it. */
  readonly addresses: Networks;
  readonly allowPublic: boolean;
  readonly ownAddresses: () => ReadonlySet<string>;
}

/** The policy does not let a request go where it was meant to go; the message says why. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Which addresses may be called. A name may be called only if all its addresses may: a name that mixes them is either
 * a mistake or an attempt to be let through by the good ones.
 */
export class OutboundPolicy {
  constructor(
    private readonly rules: PolicyRules,
    private readonly resolve: Resolve = resolveAsTheMachine,
  ) {}

  /** The same, without what is allowed only because it is public. */
  onlyListed(): OutboundPolicy {
    return new OutboundPolicy({ ...this.rules, allowPublic: false }, this.resolve);
  }

  /** Why a registered address may not be called. A name without an address is looked at again when it is called. */
  async refusalOf(address: string): Promise<string | null> {
    try {
      const { hostname } = this.checkUrl(address);
      await Promise.race([this.addressesOf(bare(hostname)), timeout()]);
    } catch (error) {
      return error instanceof AddressRefused ? error.message : null;
    }
    return null;
  }

  /**
   * All that can be said of an address without resolving its name.
   * @throws AddressRefused
   */
  checkUrl(address: string): URL {
    if (!URL.canParse(address)) throw new AddressRefused(`${address} is not an address`);
    const url = new URL(address);
    const scheme = url.protocol.slice(0, -1);
    if (!this.rules.schemes.has(scheme)) throw new AddressRefused(`${scheme}: addresses are not called`);
    if (url.username !== '' || url.password !== '') {
      throw new AddressRefused(`the address of ${url.hostname} holds credentials, which belong elsewhere`);
    }
    return url;
  }

  /** Whether the host is a name that is allowed as such. */
  isNamed(hostname: string): boolean {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    return this.rules.hosts.some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
  }

  /** @throws AddressRefused when one of them, `address` of `hostname`, may not be called */
  check(address: string, hostname = address): void {
    const reason = this.isNamed(hostname) ? null : this.reasonAgainst(address.split('%', 1)[0]!);
    if (reason === null) return;
    const what = hostname === address ? address : `${hostname} (${address})`;
    throw new AddressRefused(`${what} is ${reason}: not called unless OUTBOUND_ALLOWED_HOSTS or _NETWORKS says so`);
  }

  /**
   * The addresses to dial for a host, each of which may be called.
   * @throws AddressRefused; what the resolver throws when there are none
   */
  async addressesOf(hostname: string): Promise<readonly LookupAddress[]> {
    const family = isIP(hostname);
    const addresses = family === 0 ? await this.resolve(hostname) : [{ address: hostname, family }];
    for (const { address } of addresses) this.check(address, hostname);
    return addresses;
  }

  private reasonAgainst(address: string): string | null {
    const { networks, addresses, ownAddresses, allowPublic } = this.rules;
    if (isIP(address) === 0) return 'no address';
    if (addresses.has(address)) return null;
    const range = rangeOf(address);
    if (range !== METADATA && networks.has(address)) return null;
    if (range !== null) return range;
    if (ownAddresses().has(address)) return 'an address of this machine';
    return allowPublic ? null : 'not on the list';
  }
}

/** What the configuration says; `listensOn` is the host the app listens on. */
export function policyOf(config: OutboundConfig, listensOn: string, resolve?: Resolve): OutboundPolicy {
  const loopback = (config.OUTBOUND_LOOPBACK ?? (isLoopbackHost(listensOn) ? 'yes' : 'no')) === 'yes';
  const allowed = [...listOf(config.OUTBOUND_ALLOWED_NETWORKS), ...(loopback ? LOOPBACK : [])];
  const rules: PolicyRules = {
    schemes: new Set(listOf(config.OUTBOUND_SCHEMES)),
    hosts: listOf(config.OUTBOUND_ALLOWED_HOSTS).map(bare),
    networks: new Networks(allowed),
    addresses: new Networks(allowed.filter((network) => !network.includes('/'))),
    allowPublic: config.OUTBOUND_PUBLIC === 'yes',
    ownAddresses,
  };
  return new OutboundPolicy(rules, resolve);
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && rangeOf(host) === 'loopback');
}

function ownAddresses(): ReadonlySet<string> {
  return new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)));
}

/** Without the brackets that IPv6 has in addresses. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function timeout(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RESOLVE_TIMEOUT_MS).unref());
}
