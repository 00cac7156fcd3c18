import type { ServiceEntry } from '#contract';
import type { RegistryEntry } from '../core/entry';

/** An entry with the members of both dialects. */
export function toServiceEntry({ registration, ...entry }: RegistryEntry): ServiceEntry {
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
    alpsStatus: entry.alps?.status,
    alpsDigest: entry.alps?.digest,
    alpsFaults: entry.alps && [...entry.alps.faults],
    health: entry.health,
    reason: entry.reason,
    registeredAt: new Date(entry.registeredAt).toISOString(),
    updatedAt: new Date(entry.updatedAt).toISOString(),
  };
}
