import type { ServiceEntry } from '#contract';
import type { Entry } from '../core/entry';

/** An entry as both dialects read it. */
export function toServiceEntry({ registration, ...entry }: Entry): ServiceEntry {
  const { name, url, endpoints, tags, profile, mediaTypes, pingUrl, ttl, description, alps, metadata } = registration;
  return {
    registryID: entry.registryId,
    name,
    serviceName: name,
    url,
    serviceURL: url,
    description,
    endpoints: [...endpoints],
    resources: [...tags],
    tags: [...tags],
    profile,
    semanticProfile: profile,
    mediaTypes: [...mediaTypes],
    pingURL: pingUrl,
    pingUrl,
    ttl,
    alps,
    metadata,
    health: entry.health,
    reason: entry.reason,
    registeredAt: new Date(entry.registeredAt).toISOString(),
    updatedAt: new Date(entry.updatedAt).toISOString(),
  };
}
