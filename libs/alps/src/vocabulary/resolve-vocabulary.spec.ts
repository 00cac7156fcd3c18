import type { AlpsDocument } from '../document/alps-document';
import { readDocument } from '../document/read-document';
import { vocabularyDigest } from './digest';
import { resolveVocabulary } from './resolve-vocabulary';

const HOTEL = 'https://hotel.example/alps';
const TRAVEL = 'https://travel.example/alps';

function resolve(documents: Readonly<Record<string, readonly object[]>>) {
  const read = Object.entries(documents).map(([address, descriptor]): [string, AlpsDocument] => [
    address,
    readDocument(Buffer.from(JSON.stringify({ alps: { descriptor } })), address).document,
  ]);
  return resolveVocabulary(read[0]![1], new Map(read));
}

const faultsOf = (documents: Readonly<Record<string, readonly object[]>>) =>
  resolve(documents).faults.map(({ code, pointer }) => `${code} ${pointer}`);

const TRAVEL_TERMS = [
  { id: 'doReserve', type: 'unsafe', rt: '#stay', descriptor: [{ href: '#guest' }, { href: '#checkIn' }] },
  { id: 'guest', def: 'https://schema.example/name', title: 'Who comes' },
  { id: 'checkIn' },
  { id: 'stay', descriptor: [{ href: '#guest' }] },
];

describe('resolveVocabulary', () => {
  it('inherits what a descriptor does not say itself, over documents', () => {
    const { vocabulary, faults } = resolve({
      [HOTEL]: [
        { id: 'book', href: `${TRAVEL}#doReserve`, descriptor: [{ href: '#guestName' }] },
        { id: 'guestName', href: `${TRAVEL}#guest` },
      ],
      [TRAVEL]: TRAVEL_TERMS,
    });
    expect(faults).toEqual([]);
    expect(vocabulary.transitions).toEqual([`${HOTEL}#book`]);
    expect(vocabulary.descriptors[`${HOTEL}#book`]).toEqual({
      key: 'book',
      type: 'unsafe',
      ids: [`${HOTEL}#book`, `${TRAVEL}#doReserve`],
      fields: [`${HOTEL}#guestName`],
      returns: `${TRAVEL}#stay`,
    });
    expect(vocabulary.descriptors[`${HOTEL}#guestName`]).toMatchObject({
      key: 'guestName',
      ids: [`${HOTEL}#guestName`, `${TRAVEL}#guest`],
      def: 'https://schema.example/name',
      title: 'Who comes',
    });
    // What a job that asks for the inherited transition needs to know of its terms.
    expect(vocabulary.descriptors[`${TRAVEL}#doReserve`]!.fields).toEqual([`${TRAVEL}#guest`, `${TRAVEL}#checkIn`]);
  });

  it('takes a descriptor that only refers to another for that one', () => {
    const { vocabulary } = resolve({ [HOTEL]: [{ href: `${TRAVEL}#doReserve` }], [TRAVEL]: TRAVEL_TERMS });
    expect(vocabulary.transitions).toEqual([`${TRAVEL}#doReserve`]);
  });

  it('calls a field by its own name, its own id, or what it inherits, in this order', () => {
    const { vocabulary } = resolve({
      [HOTEL]: [
        { id: 'one', name: 'guest_name', href: '#person' },
        { id: 'two', href: '#person' },
        { href: '#person', def: 'urn:p' },
        { id: 'person', name: 'who' },
      ],
    });
    const keys = Object.values(vocabulary.descriptors).map(({ ids, key }) => `${ids[0]} ${key}`);
    expect(keys.sort()).toEqual([
      `${HOTEL}#one guest_name`,
      `${HOTEL}#person who`,
      `${HOTEL}#person who`,
      `${HOTEL}#two two`,
    ]);
  });

  it('lists transitions at any depth, and no transition as a field', () => {
    const { vocabulary } = resolve({
      [HOTEL]: [{ id: 'room', descriptor: [{ id: 'number' }, { id: 'free', type: 'idempotent' }] }],
    });
    expect(vocabulary.transitions).toEqual([`${HOTEL}#free`]);
    expect(vocabulary.descriptors[`${HOTEL}#room`]!.fields).toEqual([`${HOTEL}#number`]);
  });

  it('reports circles of inheritance, and ends', () => {
    expect(
      faultsOf({
        [HOTEL]: [
          { id: 'a', href: '#b' },
          { id: 'b', href: '#c' },
          { id: 'c', href: '#a' },
        ],
      }),
    ).toEqual([
      'href-circle /alps/descriptor/0/href',
      'href-circle /alps/descriptor/1/href',
      'href-circle /alps/descriptor/2/href',
    ]);
    expect(faultsOf({ [HOTEL]: [{ href: `${TRAVEL}#a` }], [TRAVEL]: [{ id: 'a', href: `${HOTEL}#b` }] })).toEqual([
      'href-unresolved /alps/descriptor/0/href',
    ]);
  });

  it('allows a descriptor that contains itself: a person has friends', () => {
    const { vocabulary, faults } = resolve({ [HOTEL]: [{ id: 'person', descriptor: [{ href: '#person' }] }] });
    expect(faults).toEqual([]);
    expect(vocabulary.descriptors[`${HOTEL}#person`]!.fields).toEqual([`${HOTEL}#person`]);
  });

  it('reports an href and an rt that lead nowhere, but not what a document may have that could not be read', () => {
    expect(
      faultsOf({ [HOTEL]: [{ href: '#a' }, { id: 'go', type: 'safe', rt: '#b' }, { href: `${TRAVEL}#c` }] }),
    ).toEqual(['href-unresolved /alps/descriptor/0/href', 'rt-unresolved /alps/descriptor/1/rt']);
  });

  it('follows 64 levels of inheritance, and no more', () => {
    const chain = (levels: number) =>
      Array.from({ length: levels }, (_, i) => ({ id: `d${i}`, ...(i + 1 < levels && { href: `#d${i + 1}` }) }));
    expect(faultsOf({ [HOTEL]: chain(64) })).toEqual([]);
    expect(faultsOf({ [HOTEL]: chain(66) })).toContain('too-deep /alps/descriptor/0/href');
  });

  it('refuses lists that grow by being inherited', () => {
    const wide = Array.from({ length: 2_000 }, (_, i) => ({ id: `f${i}` }));
    const heirs = Array.from({ length: 2_000 }, (_, i) => ({ id: `h${i}`, href: '#wide' }));
    const { vocabulary, faults } = resolve({ [HOTEL]: [{ id: 'wide', descriptor: wide }, ...heirs] });
    expect(faults).toMatchObject([{ code: 'too-large' }]);
    expect(JSON.stringify(vocabulary).length).toBeLessThan(4_000_000);
  });
});

describe('vocabularyDigest', () => {
  it('is the same for the same meaning, and another for another', () => {
    const digest = (descriptor: readonly object[]) => vocabularyDigest(resolve({ [HOTEL]: descriptor }).vocabulary);
    expect(digest([{ id: 'a', title: 'A' }, { id: 'b' }])).toBe(
      digest([{ id: 'b' }, { id: 'a', doc: { value: 'a' } }]),
    );
    expect(digest([{ id: 'a' }])).not.toBe(digest([{ id: 'a', def: 'urn:a' }]));
  });
});
