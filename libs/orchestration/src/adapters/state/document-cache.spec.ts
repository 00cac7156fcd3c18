import { DocumentCache } from './document-cache';

const seen = (n: number) => ({ document: n, etag: `"${n}"`, seenAt: 0 });

describe('the documents that were seen', () => {
  it('are those that were asked for last', () => {
    const cache = new DocumentCache();
    cache.put('a', seen(1), cache.nextTurn());
    cache.put('a', seen(2), cache.nextTurn());
    expect(cache.get('a')).toMatchObject(seen(2));
  });

  it('are none where two responses overlap: the older one may have come last', () => {
    const cache = new DocumentCache();
    const [read, write] = [cache.nextTurn(), cache.nextTurn()];
    cache.put('a', seen(2), write);
    cache.put('a', seen(1), read);
    expect(cache.get('a')).toBeUndefined();
  });
});
