import type { CommonFlags } from '../settings/settings';
import { checkedAddress, DEFAULT_ADDRESSES } from '../settings/load-settings';

/**
 * The addresses that flags or the environment name; where they name none, the default ones. What stands in a
 * `.job-runner.json` does not count: whoever wrote that file shall not say where a token goes.
 */
export function namedAddresses({ jobUrl, stateUrl, discoveryUrl }: CommonFlags): string[] {
  const named = [
    checkedAddress('--job-url', jobUrl),
    checkedAddress('--state-url', stateUrl),
    checkedAddress('--discovery-url', discoveryUrl),
  ].filter((address) => address !== undefined);
  return named.length > 0 ? named : Object.values(DEFAULT_ADDRESSES);
}
