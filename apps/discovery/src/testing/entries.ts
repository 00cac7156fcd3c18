import { type RegistryEntry, type ServiceRegistration } from '../core/entry';
import { register } from '../core/lifecycle';

/** An entry with what a test specifies, and defaults for the rest. */
export function anEntry(
  what: Partial<Omit<RegistryEntry, 'registration'>> & { registration?: Partial<ServiceRegistration> } = {},
): RegistryEntry {
  const { registration, ...rest } = what;
  return { ...register('00000000-aaaa', aRegistration(registration), 0).entry, ...rest };
}

export function aRegistration(what: Partial<ServiceRegistration> = {}): ServiceRegistration {
  return { name: 'todo', url: 'http://localhost:5300', endpoints: [], tags: ['todo'], mediaTypes: [], ...what };
}
