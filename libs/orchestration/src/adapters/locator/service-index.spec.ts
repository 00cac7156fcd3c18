import type { ServiceEntry } from '#contract';
import { byPreference, ServiceIndex } from './service-index';

const entry = (registryID: string, fields: Partial<ServiceEntry> = {}) =>
  ({
    registryID,
    name: 'todo-service',
    url: `http://${registryID}`,
    tags: ['todo'],
    health: 'healthy',
    registeredAt: '2026-01-01T00:00:00Z',
    ...fields,
  }) as ServiceEntry;

const index = (...entries: ServiceEntry[]) => {
  const made = new ServiceIndex();
  made.reset(entries);
  return made;
};
const found = (made: ServiceIndex, selector: Parameters<ServiceIndex['matching']>[0]) =>
  made.matching(selector).map(({ registryID }) => registryID);

describe('a service is found', () => {
  it('by all that is asked of it', () => {
    const made = index(entry('a', { profile: 'urn:p' }), entry('b'), entry('c', { name: 'other', profile: 'urn:p' }));
    expect(found(made, { tag: 'todo', profile: 'urn:p' })).toEqual(['a', 'c']);
    expect(found(made, { tag: 'todo', profile: 'urn:p', serviceName: 'todo-service' })).toEqual(['a']);
  });

  it('by a resource as by a tag, and the other way round', () => {
    const made = index(entry('a'), entry('b', { tags: [], resources: ['todo'] }));
    expect(found(made, { resource: 'todo' })).toEqual(['a', 'b']);
    expect(found(made, { tag: 'todo' })).toEqual(['a', 'b']);
  });

  it('by a name that is spelled otherwise, with spaces around it or in other code points', () => {
    const made = index(entry('a', { name: 'Café', tags: ['Zoë'.normalize('NFD')], profile: ' urn:é' }));
    const asked = { serviceName: 'Café'.normalize('NFD'), tag: ' Zoë\t', profile: 'urn:é'.normalize('NFD') };
    expect(found(made, asked)).toEqual(['a']);
    expect(made.named('Café '.normalize('NFD'))).toHaveLength(1);
    made.remove('a');
    expect(found(made, { tag: 'Zoë' })).toEqual([]);
  });

  it('never when it is evicted, and no more when it is gone', () => {
    const made = index(entry('a', { health: 'evicted' }), entry('b', { health: 'failing' }));
    expect(found(made, { tag: 'todo' })).toEqual(['b']);
    made.remove('b');
    expect(found(made, { tag: 'todo' })).toEqual([]);
  });
});

it('the healthy come first, then the idle, then the oldest', () => {
  const load: Record<string, number> = { busy: 3 };
  const entries = [
    entry('failing', { health: 'failing' }),
    entry('busy'),
    entry('young', { registeredAt: '2026-02-01T00:00:00Z' }),
    entry('old'),
  ];
  const sorted = entries.sort(byPreference((id) => load[id] ?? 0));
  expect(sorted.map(({ registryID }) => registryID)).toEqual(['old', 'young', 'busy', 'failing']);
});
