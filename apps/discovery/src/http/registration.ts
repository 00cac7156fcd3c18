import { type FieldFault, PlatformError, type RegistrationDto, normalizeName, validateRegistration } from '#contract';
import type { ServiceRegistration } from '../core/entry';
import { serviceNameFaults } from '../core/names';
import { logIgnoredMembers } from './log-ignored-members';

/** The limit of a PostgreSQL index entry, in any characters. */
const MAX_ADDRESS_BYTES = 2_048;

const NAMES = ['name', 'serviceName', 'profile', 'semanticProfile'] as const;
const LISTS = ['tags', 'resources', 'endpoints', 'mediaTypes'] as const;
/** Paths are appended to these, which a query or fragment would break. */
const BASES = ['url', 'serviceURL'] as const;
const PAGES = ['pingURL', 'pingUrl', 'alps'] as const;

/**
 * Converts either dialect, or a mixture of both, to one registration.
 * @param maxBytes of a registration as JSON
 * @throws PlatformError `invalid-request` with all faults; `payload-too-large`
 */
export function readRegistration(body: unknown, maxBytes: number): ServiceRegistration {
  const { value: said, faults, warnings } = validateRegistration(body);
  logIgnoredMembers('register', warnings);
  if (faults.length === 0) faults.push(...faultsOf(said));
  if (faults.length > 0) throw new PlatformError('invalid-request', 'This is not a registration', { errors: faults });
  spell(said);
  const registration = fold(said);
  checkSize('/metadata', registration.metadata ?? {}, maxBytes);
  checkSize('', registration, maxBytes);
  return registration;
}

function fold(said: RegistrationDto): ServiceRegistration {
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

/** An empty profile and a ttl of zero seconds have no meaning. */
function whatWasSaid<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => Boolean(value))) as Partial<T>;
}

function spell(said: RegistrationDto): void {
  for (const field of NAMES) if (said[field] !== undefined) said[field] = normalizeName(said[field]);
  for (const field of LISTS) if (said[field] !== undefined) said[field] = said[field].map(normalizeName);
}

function faultsOf(said: RegistrationDto): FieldFault[] {
  return [
    // An empty profile counts as none.
    ...NAMES.flatMap((field) => (isAbsent(field, said[field]) ? [] : serviceNameFaults(`/${field}`, said[field]!))),
    ...LISTS.flatMap((field) =>
      (said[field] ?? []).flatMap((item, index) => serviceNameFaults(`/${field}/${index}`, item)),
    ),
    ...BASES.flatMap((field) => addressFaults(`/${field}`, said[field], /[?#]/, 'no query and no fragment')),
    ...PAGES.flatMap((field) => addressFaults(`/${field}`, said[field], /#/, 'no fragment')),
  ];
}

function isAbsent(field: (typeof NAMES)[number], value: string | undefined): boolean {
  return value === undefined || (value === '' && field !== 'name' && field !== 'serviceName');
}

function addressFaults(pointer: string, address: string | undefined, not: RegExp, expected: string): FieldFault[] {
  if (address === undefined) return [];
  if (not.test(address)) return [{ pointer, message: `expected ${expected}` }];
  // JSON escapes make it longer than its text.
  if (Buffer.byteLength(new URL(address).href) <= MAX_ADDRESS_BYTES) return [];
  return [{ pointer, message: `expected at most ${MAX_ADDRESS_BYTES} bytes` }];
}

function checkSize(pointer: string, value: object, maxBytes: number): void {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes <= maxBytes) return;
  const what = pointer === '' ? 'the registration' : pointer.slice(1);
  const message = `${what} has ${bytes} bytes; at most ${maxBytes} are kept (DISCOVERY_MAX_ENTRY_BYTES)`;
  throw new PlatformError('payload-too-large', message, { errors: [{ pointer, message }] });
}
