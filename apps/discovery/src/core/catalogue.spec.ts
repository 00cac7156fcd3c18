import fc from 'fast-check';
import { Catalogue } from './catalogue';
import { HEALTH_STATES } from '#contract';
import type { RegistryEntry } from './entry';
import { matches, type Query } from './query';
import { anEntry } from '../testing/entries';

const word = fc.constantFrom('todo', 'flight', 'hotel', 'urn:a', 'urn:ab');
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const entries = fc
  .record({
    registryId: fc.constantFrom('a1', 'b2', 'c3', 'd4', 'e5', 'f6'),
    health: fc.constantFrom(...HEALTH_STATES),
    registeredAt: fc.integer({ min: 0, max: 3 }),
    name: word,
    tags: fc.uniqueArray(word),
    mediaTypes: fc.uniqueArray(word),
    profile: some(word),
  })
  .map(({ name, tags, mediaTypes, profile, ...rest }): RegistryEntry => {
    const named = profile === undefined ? {} : { profile };
    return anEntry({ ...rest, registration: { name, tags, mediaTypes, ...named } });
  });

const words = some(fc.array(word, { maxLength: 2 }));
const queries: fc.Arbitrary<Query> = fc.record(
  {
    tags: words,
    names: words,
    profiles: words,
    profileParts: some(fc.array(fc.constantFrom('urn', ':a', 'b', 'zzz'), { maxLength: 2 })),
    mediaTypes: words,
    health: some(fc.constantFrom(...HEALTH_STATES)),
  },
  { requiredKeys: [] },
);

const steps = fc.array(
  fc.oneof(
    entries.map((entry) => ({ put: entry })),
    fc.constantFrom('a1', 'b2', 'c3', 'd4').map((id) => ({ remove: id })),
  ),
  { maxLength: 30 },
);

describe('the catalogue', () => {
  it('returns for every query what a scan of all entries would, oldest registration first', () => {
    fc.assert(
      fc.property(steps, queries, (history, query) => {
        const catalogue = new Catalogue();
        const plain = new Map<string, RegistryEntry>();
        for (const step of history) {
          if ('put' in step) {
            catalogue.put(step.put);
            plain.set(step.put.registryId, step.put);
          } else {
            catalogue.remove(step.remove);
            plain.delete(step.remove);
          }
        }
        const scanned = [...plain.values()].filter((entry) => matches(entry, query));
        const found = catalogue.find(query);
        expect(new Set(found)).toEqual(new Set(scanned));
        expect(found.map((entry) => entry.registeredAt)).toEqual(scanned.map((e) => e.registeredAt).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('hides what is evicted from all who do not ask for it', () => {
    const catalogue = new Catalogue();
    catalogue.put(anEntry({ health: 'evicted' }));
    expect(catalogue.find({})).toEqual([]);
    expect(catalogue.find({ tags: ['todo'] })).toEqual([]);
    expect(catalogue.find({ health: 'evicted' })).toHaveLength(1);
  });
});
