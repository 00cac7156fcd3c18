import type { CommonFlags } from '../settings/settings';
import { checkedAddress, DEFAULT_ADDRESSES } from '../settings/load-settings';

/**
 * The addresses from flags or the environment, or the defaults. Those of a `.job-runner.json` are excluded: its author
 * must not decide where a token goes.
 */
export function namedAddresses({ jobUrl, stateUrl, discoveryUrl }: CommonFlags): string[] {
  const named = [
    checkedAddress('--job-url', jobUrl),
    checkedAddress('--state-url', stateUrl),
    checkedAddress('--discovery-url', discoveryUrl),
  ].filter((address) => address !== undefined);
  return named.length > 0 ? named : Object.values(DEFAULT_ADDRESSES);
}
