import type { Request } from 'express';
import { isIPv6 } from 'node:net';
import { principalOf } from '../auth/principal';

const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;
const GROUPS_OF_A_NETWORK = 4;
const GROUPS = 8;

/**
 * The key that a request is counted under: its authenticated principal; with AUTH off its address, of IPv6 the network
 * (/64), because one client may have all of it.
 */
export function callerOf(request: Request): string {
  const principal = principalOf(request);
  if (principal) return principal.name;
  const { remoteAddress = '' } = request.socket;
  const address = remoteAddress.replace(MAPPED_IPV4, '');
  return isIPv6(address) ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? 0 : tail.split(':').length;
  const zeros = Array.from({ length: Math.max(0, GROUPS - groups.length - after) }, () => '0');
  return [...groups, ...zeros].slice(0, GROUPS_OF_A_NETWORK).join(':');
}
