import { isIPv6 } from 'node:net';
import { Networks } from './networks';

export const METADATA_ADDRESSES = 'a metadata service';

/**
 * Addresses that do not lead to a server on the internet: the IANA special-purpose registries (RFC 6890), cloud
 * metadata services, and addresses that embed an IPv4 address. The first match names an address.
 */
const RANGES: readonly (readonly [name: string, ...subnets: string[]])[] = [
  [
    METADATA_ADDRESSES,
    ...['169.254.169.254/32', '169.254.170.2/32', '169.254.170.23/32', '100.100.100.200/32'],
    ...['168.63.129.16/32', '192.0.0.192/32', 'fd00:ec2::/32', 'fd20:ce::254/128'],
  ],
  ['unspecified', '0.0.0.0/8', '::/128'],
  ['loopback', '127.0.0.0/8', '::1/128'],
  ['private', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  ['link-local', '169.254.0.0/16', 'fe80::/10'],
  ['shared by a carrier (CGNAT)', '100.64.0.0/10'],
  ['multicast', '224.0.0.0/4', 'ff00::/8'],
  ['for documentation', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  ['for benchmarks', '198.18.0.0/15', '2001:2::/48'],
  ['an IPv4 address wrapped by NAT64', '64:ff9b::/96', '64:ff9b:1::/48'],
  ['an IPv4 address wrapped by 6to4', '192.88.99.0/24', '2002::/16'],
  ['an IPv4 address wrapped by Teredo', '2001::/32'],
  ['an IPv4-mapped or IPv4-compatible address', '::ffff:0:0/96', '::ffff:0:0:0/96', '::/96'],
  ['reserved', '192.0.0.0/24', '240.0.0.0/4', '100::/64', '2001::/23', '5f00::/16'],
];

const NAMED = RANGES.map(([name, ...subnets]) => ({ name, networks: new Networks(subnets) }));
/** All IPv6 space that is assigned for the internet is in here. */
const GLOBAL_IPV6 = new Networks(['2000::/3']);

/** The kind of an address that is not a server on the internet. */
export function rangeOf(address: string): string | null {
  const named = NAMED.find(({ networks }) => networks.has(address));
  if (named) return named.name;
  return isIPv6(address) && !GLOBAL_IPV6.has(address) ? 'reserved' : null;
}
