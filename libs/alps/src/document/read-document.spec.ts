import { readDocument } from './read-document';

const ADDRESS = 'https://hotel.example/alps';

const read = (alps: unknown) => readDocument(Buffer.from(JSON.stringify({ alps })), ADDRESS);
const faultsOf = (alps: unknown) => read(alps).faults.map(({ code, pointer }) => `${code} ${pointer}`);
const nested = (levels: number): object =>
  levels === 0 ? { id: 'leaf' } : { id: `l${levels}`, descriptor: [nested(levels - 1)] };

describe('readDocument', () => {
  it('makes ids and references absolute, and names the documents that are referred to', () => {
    const { document, faults } = read({
      version: '1.0',
      title: 'Hotel',
      descriptor: [
        { id: 'guest', href: 'https://vocabulary.example/travel#guest' },
        { id: 'reserve', type: 'unsafe', rt: '#stay', descriptor: { href: '#guest' } },
        { id: 'stay' },
      ],
    });
    expect(faults).toEqual([]);
    expect(document).toMatchObject({ address: ADDRESS, title: 'Hotel', links: ['https://vocabulary.example/travel'] });
    expect(document.descriptors[1]).toMatchObject({
      id: `${ADDRESS}#reserve`,
      type: 'unsafe',
      rt: `${ADDRESS}#stay`,
      descriptors: [{ pointer: '/alps/descriptor/1/descriptor', href: `${ADDRESS}#guest` }],
    });
  });

  it('finds an id that is no part of an address by its escaped fragment', () => {
    const { document } = read({ descriptor: [{ id: 'a guest' }, { href: '#a%20guest' }] });
    expect(document.byId.has(document.descriptors[1]!.href!)).toBe(true);
  });

  it.each([
    ['a version that is not 1.0', { version: '2.0' }, 'version-unknown /alps/version'],
    ['a descriptor that is no object', { descriptor: ['guest'] }, 'wrong-kind /alps/descriptor/0'],
    ['an id that is no text', { descriptor: [{ id: 7, href: '#a' }] }, 'wrong-kind /alps/descriptor/0/id'],
    ['neither id nor href', { descriptor: [{ name: 'guest' }] }, 'no-id-or-href /alps/descriptor/0'],
    [
      'an id twice, at any depth',
      { descriptor: [{ id: 'a' }, { id: 'b', descriptor: [{ id: 'a' }] }] },
      'id-duplicate /alps/descriptor/1/descriptor/0/id',
    ],
    ['an unknown type', { descriptor: [{ id: 'a', type: 'Safe' }] }, 'type-unknown /alps/descriptor/0/type'],
    [
      'an href without a fragment',
      { descriptor: [{ href: 'https://a.example/' }] },
      'href-without-fragment /alps/descriptor/0/href',
    ],
    ['an href that is no address', { descriptor: [{ href: 'http://[' }] }, 'href-malformed /alps/descriptor/0/href'],
    [
      'an rt that names no descriptor',
      { descriptor: [{ id: 'a', rt: 'contact' }] },
      'rt-malformed /alps/descriptor/0/rt',
    ],
  ])('reports %s', (_, alps, fault) => {
    expect(faultsOf(alps)).toEqual([fault]);
  });

  it.each([
    ['that is not JSON', Buffer.from('<alps/>'), 'not-json'],
    ['that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'not-json'],
    ['without the member alps', Buffer.from('[]'), 'no-alps'],
    ['of more than 256 KiB', Buffer.alloc(256 * 1024 + 1, ' '), 'too-large'],
  ])('reports a document %s', (_, bytes, code) => {
    const { document, faults } = readDocument(bytes, ADDRESS);
    expect(faults).toMatchObject([{ code, pointer: '' }]);
    expect(document.descriptors).toEqual([]);
  });

  it('reads 64 levels, and no more', () => {
    expect(faultsOf({ descriptor: [nested(63)] })).toEqual([]);
    expect(read({ descriptor: [nested(64)] }).faults).toMatchObject([{ code: 'too-deep' }]);
  });

  it('reports a hundred faults at most', () => {
    expect(faultsOf({ descriptor: Array.from({ length: 1_000 }, () => ({})) })).toHaveLength(100);
  });
});
