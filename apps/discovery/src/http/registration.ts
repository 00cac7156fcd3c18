import { type FieldFault, PlatformError, type RegistrationDto, normalizeName, validateRegistration } from '#contract';
import type { Registration } from '../core/entry';
import { nameFaults } from '../core/names';
import { ignored } from './ignored';

/** As an index of PostgreSQL takes it, whatever characters it is made of. */
const MAX_ADDRESS_BYTES = 2_048;

const NAMES = ['name', 'serviceName', 'profile', 'semanticProfile'] as const;
const LISTS = ['tags', 'resources', 'endpoints', 'mediaTypes'] as const;
/** Paths are added to these, which a query or fragment would come before. */
const BASES = ['url', 'serviceURL'] as const;
const PAGES = ['pingURL', 'pingUrl', 'alps'] as const;

/**
 * Folds either dialect, or a mixture of both, into one registration.
 * @param maxBytes that a registration may have, as JSON
 * @throws PlatformError `invalid-request` with every fault; `payload-too-large`
 */
export function readRegistration(body: unknown, maxBytes: number): Registration {
  const { value: said, faults, warnings } = validateRegistration(body);
  ignored('register', warnings);
  if (faults.length === 0) faults.push(...faultsOf(said));
  if (faults.length > 0) throw new PlatformError('invalid-request', 'This is not a registration', { errors: faults });
  spell(said);
  const registration = fold(said);
  checkSize('/metadata', registration.metadata ?? {}, maxBytes);
  checkSize('', registration, maxBytes);
  return registration;
}

function fold(said: RegistrationDto): Registration {
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

function spell(said: RegistrationDto): void {
  for (const field of NAMES) if (said[field] !== undefined) said[field] = normalizeName(said[field]);
  for (const field of LISTS) if (said[field] !== undefined) said[field] = said[field].map(normalizeName);
}

function faultsOf(said: RegistrationDto): FieldFault[] {
  return [
    // An empty profile counts as none.
    ...NAMES.flatMap((field) => (isAbsent(field, said[field]) ? [] : nameFaults(`/${field}`, said[field]!))),
    ...LISTS.flatMap((field) => (said[field] ?? []).flatMap((item, index) => nameFaults(`/${field}/${index}`, item))),
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
  // Escapes make it longer than it is written.
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
