import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { OutboundPolicy } from './outbound-policy';
import { skipContinue } from './skip-continue';

/** A host that does not accept the connection within this time counts as down. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens connections only to addresses that the policy allows. A name is resolved once, and the checked address is
 * dialled; a second DNS response changes nothing.
 */
export function connector(policy?: OutboundPolicy, build = buildConnector): buildConnector.connector {
  const dial = build({ timeout: CONNECT_TIMEOUT_MS, ...(policy && { lookup: lookup(policy) }) });
  const connect: buildConnector.connector = (options, callback) =>
    dial(options, (...[error, socket]) => (error ? callback(error, null) : callback(null, skipContinue(socket))));
  if (!policy) return connect;
  return (options, callback) => {
    try {
      // node:net does not call `lookup` for IP addresses.
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
