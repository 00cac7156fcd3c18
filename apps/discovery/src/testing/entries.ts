import { type Entry, type Registration } from '../core/entry';
import { register } from '../core/lifecycle';

/** An entry with whatever a test cares about, and the rest made up. */
export function anEntry(
  what: Partial<Omit<Entry, 'registration'>> & { registration?: Partial<Registration> } = {},
): Entry {
  const { registration, ...rest } = what;
  return { ...register('00000000-aaaa', aRegistration(registration), 0).entry, ...rest };
}

export function aRegistration(what: Partial<Registration> = {}): Registration {
  return { name: 'todo', url: 'http://localhost:5300', endpoints: [], tags: ['todo'], mediaTypes: [], ...what };
}
