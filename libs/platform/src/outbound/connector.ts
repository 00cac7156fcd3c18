import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { OutboundPolicy } from './outbound-policy';

/** A host that does not even accept the connection in this time is not there. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * How connections are made: only to addresses that the policy lets through. A name is resolved once, and what is dialled
 * is what was checked; a second answer of its DNS server changes nothing.
 */
export function connector(policy?: OutboundPolicy, build = buildConnector): buildConnector.connector {
  if (!policy) return build({ timeout: CONNECT_TIMEOUT_MS });
  const connect = build({ timeout: CONNECT_TIMEOUT_MS, lookup: lookup(policy) });
  return (options, callback) => {
    try {
      // node:net asks nobody where an address goes.
      if (isIP(options.hostname) !== 0) policy.check(options.hostname);
    } catch (error) {
      queueMicrotask(() => callback(error as Error, null));
      return;
    }
    connect(options, callback);
  };
}

function lookup(policy: OutboundPolicy): LookupFunction {
  return (hostname, { all }, callback) => {
    policy.addressesOf(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (all) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}
