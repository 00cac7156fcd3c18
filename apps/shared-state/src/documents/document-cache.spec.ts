import { StoredDocumentCache } from './document-cache';
import type { DocumentRow } from './schema';

const row = (id: string, version: number, content = '{}'): DocumentRow => ({
  id,
  version,
  content,
  tag: `${version}`,
  created_at: '',
  last_modified: '',
  applied_keys: '[]',
  applied_digests: null,
  owner: null,
  written_by: null,
});

describe('the documents kept in memory', () => {
  const MIB = 1024 * 1024;

  it('are those that were read or written last', async () => {
    const cache = new StoredDocumentCache();
    expect(cache.get('a')).toBeUndefined();
    await cache.fill('a', () => Promise.resolve(row('a', 1)));
    expect(cache.get('a')).toEqual(row('a', 1));
    cache.wrote(row('a', 2));
    expect(cache.get('a')).toEqual(row('a', 2));
    cache.forget('a');
    expect(cache.get('a')).toBeUndefined();
  });

  it('are never what was read before a write that was done meanwhile', async () => {
    const cache = new StoredDocumentCache();
    for (const write of [() => cache.wrote(row('a', 2)), () => cache.forget('a')]) {
      let resolveRow: (row: DocumentRow) => void = () => undefined;
      const filled = cache.fill('a', () => new Promise((resolve) => (resolveRow = resolve)));
      write();
      const known = cache.get('a');
      resolveRow(row('a', 1));
      expect(await filled).toEqual(row('a', 1));
      expect(cache.get('a')).toEqual(known);
      cache.forget('a');
    }
  });

  it('take no more room than they may, those in use staying longest', () => {
    const cache = new StoredDocumentCache();
    const content = 'x'.repeat(MIB);
    cache.wrote(row('in use', 1));
    for (let n = 0; n < 100; n++) {
      cache.wrote(row(`other ${n}`, 1, content));
      cache.get('in use');
    }
    expect(cache.get('in use')).toBeDefined();
    expect(Array.from({ length: 100 }, (_, n) => cache.get(`other ${n}`)).filter(Boolean).length).toBeLessThan(34);
  });
});
