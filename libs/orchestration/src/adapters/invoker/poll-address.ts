import { isSameOrigin } from '#contract/pure';
import type { Target } from '../../core/model/unit-state';

/** The address of a result that was promised with 202: a `Location`, absolute or relative, on the service's own origin. */
export function pollAddress(location: string | undefined, target: Target): string | null {
  const base = target.endpoints.execute ?? target.url;
  if (location === undefined || !URL.canParse(location, base)) return null;
  const url = new URL(location, base);
  return isSameOrigin(url, new URL(target.url)) ? url.href : null;
}
