import { PlatformError, validateRegistration } from '#contract';
import type { Registration } from '../core/entry';

/**
 * Folds either dialect, or a mixture of both, into one registration.
 * @throws PlatformError `invalid-request` with every fault
 */
export function readRegistration(body: unknown): Registration {
  const { value: said, faults } = validateRegistration(body);
  if (faults.length > 0) throw new PlatformError('invalid-request', 'This is not a registration', { errors: faults });
  return {
    name: (said.name ?? said.serviceName)!,
    url: (said.url ?? said.serviceURL)!,
    endpoints: said.endpoints ?? [],
    tags: [...new Set([...(said.resources ?? []), ...(said.tags ?? [])])],
    mediaTypes: said.mediaTypes ?? [],
    ...whatWasSaid({
      profile: said.profile ?? said.semanticProfile,
      pingUrl: said.pingURL ?? said.pingUrl,
      ttl: said.ttl,
      description: said.description,
      alps: said.alps,
      metadata: said.metadata,
    }),
  };
}

/** Neither an empty profile nor a ttl of zero seconds means anything. */
function whatWasSaid<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => Boolean(value))) as Partial<T>;
}
