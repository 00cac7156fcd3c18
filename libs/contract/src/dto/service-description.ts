import type { JsonObject } from '../pure/json';
import type { RegistrationDto } from './registration.dto';

/** A registration with one name for each meaning, whichever dialect it was sent in. */
export interface ServiceDescription {
  name: string;
  /** Base address without a trailing slash. */
  url: string;
  description?: string;
  endpoints?: string[];
  /** Resources and tags in one list: a service is found by either. */
  tags: string[];
  profile?: string;
  mediaTypes: string[];
  pingURL?: string;
  /** Seconds. */
  ttl?: number;
  metadata?: JsonObject;
  alps?: string;
}

/** @param registration one without faults: its name and address are present. */
export function toServiceDescription(registration: RegistrationDto): ServiceDescription {
  const { description, endpoints, ttl, metadata, alps } = registration;
  return {
    name: registration.name ?? registration.serviceName ?? '',
    url: (registration.url ?? registration.serviceURL ?? '').replace(/\/+$/, ''),
    tags: [...new Set([...(registration.tags ?? []), ...(registration.resources ?? [])])],
    mediaTypes: registration.mediaTypes ?? [],
    ...known({ description, endpoints, ttl, metadata, alps }),
    ...known({ profile: registration.profile ?? registration.semanticProfile }),
    ...known({ pingURL: registration.pingURL ?? registration.pingUrl }),
  };
}

type InBothDialects = ServiceDescription & {
  serviceName: string;
  serviceURL: string;
  resources: string[];
  semanticProfile?: string;
  pingUrl?: string;
};

/** The same service with the field names of both dialects. */
export function inBothDialects(service: ServiceDescription): InBothDialects {
  const { name, url, tags, profile, pingURL } = service;
  return {
    ...service,
    serviceName: name,
    serviceURL: url,
    resources: tags,
    ...known({ semanticProfile: profile, pingUrl: pingURL }),
  };
}

function known<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
