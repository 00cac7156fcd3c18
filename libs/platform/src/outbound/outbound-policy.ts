import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { LookupAddress } from 'node:dns';
import { METADATA_ADDRESSES, rangeOf } from './address-ranges';
import { Networks } from './networks';
import { commaList } from '../config/comma-list';
import type { OutboundConfig } from './outbound.config';
import { type Resolve, resolveWithSystem } from './resolve';

const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** A name that takes longer is checked when it is called. */
const RESOLVE_TIMEOUT_MS = 2_000;

export interface PolicyRules {
  readonly schemes: ReadonlySet<string>;
  /** In lower case; `*.` matches any subdomain. */
  readonly hosts: readonly string[];
  readonly networks: Networks;
  /** Allowed one by one: allowing a network does not open the metadata service inside it. */
  readonly addresses: Networks;
  readonly allowPublic: boolean;
  readonly ownAddresses: () => ReadonlySet<string>;
}

/** The policy forbids the destination of a request; the message says why. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Which addresses may be called. A name may be called only if all its addresses may: a name that mixes them is either a
 * mistake or an attempt to get past the policy.
 */
export class OutboundPolicy {
  constructor(
    private readonly rules: PolicyRules,
    private readonly resolve: Resolve = resolveWithSystem,
  ) {}

  /** The same without addresses that are allowed only because they are public. */
  onlyListed(): OutboundPolicy {
    return new OutboundPolicy({ ...this.rules, allowPublic: false }, this.resolve);
  }

  /** Why a registered address may not be called. A name that does not resolve is checked when it is called. */
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
   * Every check that does not need the name's addresses.
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

  /** Whether the host name itself is allowed. */
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
   * The addresses to dial for a host, all of which may be called.
   * @throws AddressRefused; the resolver's error when there are none
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
    if (range !== METADATA_ADDRESSES && networks.has(address)) return null;
    if (range !== null) return range;
    if (ownAddresses().has(address)) return 'an address of this machine';
    return allowPublic ? null : 'not on the list';
  }
}

/** The configured policy; `listensOn` is the host the app listens on. */
export function outboundPolicyOf(config: OutboundConfig, listensOn: string, resolve?: Resolve): OutboundPolicy {
  const loopback = (config.OUTBOUND_LOOPBACK ?? (isLoopbackHost(listensOn) ? 'yes' : 'no')) === 'yes';
  const allowed = [...commaList(config.OUTBOUND_ALLOWED_NETWORKS.toLowerCase()), ...(loopback ? LOOPBACK : [])];
  const rules: PolicyRules = {
    schemes: new Set(commaList(config.OUTBOUND_SCHEMES.toLowerCase())),
    hosts: commaList(config.OUTBOUND_ALLOWED_HOSTS.toLowerCase()).map(bare),
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

/** Without the brackets of IPv6 in URLs. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function timeout(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RESOLVE_TIMEOUT_MS).unref());
}
