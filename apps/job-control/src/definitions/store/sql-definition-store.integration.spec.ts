import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import { definitionMigrations } from './migrations';
import type { DefinitionSchema } from './schema';
import { SqlDefinitionStore } from './sql-definition-store';

onEveryDatabase('definitions', (fresh) => {
  const opened: Database<DefinitionSchema>[] = [];
  let stores: SqlDefinitionStore[];
  /** Two replicas where there can be two. */
  beforeEach(async () => {
    const place = { ...(await fresh()), name: 'definitions', migrations: definitionMigrations };
    opened.push(await openDatabase<DefinitionSchema>(place));
    if (place.databaseUrl !== undefined) opened.push(await openDatabase<DefinitionSchema>(place));
    stores = opened.map((database) => new SqlDefinitionStore(database));
  });
  afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));

  const content = (n: number) => ({
    description: `d${n}`,
    labels: {},
    inputs: { type: 'object' },
    job: { steps: [], n },
  });
  const author = { at: 1_700_000_000_000, by: 'ann' };
  const limits = { definitions: 1_000, versionsOfOne: 100 };

  it('have versions that never change, and the same content again is the same version', async () => {
    const store = stores[0]!;
    const one = await store.put('order', content(1), author, limits);
    expect(one).toEqual({
      definition: { name: 'order', version: 1, ...content(1), createdAt: author.at, createdBy: 'ann', retiredAt: null },
      isNew: true,
    });
    expect(await store.put('order', content(1), { at: 9, by: 'bob' }, limits)).toEqual({ ...one, isNew: false });
    expect((await store.put('order', content(2), { ...author, by: null }, limits)).definition.version).toBe(2);
    // What an older version says makes a new one: the newest is what was put last.
    expect((await store.put('order', content(1), author, limits)).definition.version).toBe(3);
    expect(await store.find('order', 1)).toEqual(one.definition);
    expect(await store.find('order')).toMatchObject({ version: 3 });
    expect(await store.find('order', 4)).toBeNull();
    expect(await store.find('other')).toBeNull();
  });

  it('put at once from everywhere have each their number', async () => {
    const puts = Array.from({ length: 12 }, (_, n) =>
      stores[n % stores.length]!.put('order', content(n), author, limits),
    );
    const versions = (await Promise.all(puts)).map(({ definition }) => definition.version);
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  it('have as many versions as may be, and no more; the newest may be put again', async () => {
    const [store] = stores;
    const few = { ...limits, versionsOfOne: 2 };
    for (const n of [1, 2]) await store!.put('order', content(n), author, few);
    await expect(store!.put('order', content(3), author, few)).rejects.toMatchObject({
      code: 'insufficient-storage',
      message: expect.stringContaining('JOB_MAX_DEFINITION_VERSIONS'),
    });
    expect(await store!.put('order', content(2), author, few)).toMatchObject({ isNew: false });
    expect(await store!.put('other', content(3), author, few)).toMatchObject({ isNew: true });
  });

  it('are as many as may be, and no more; those that are there get new versions', async () => {
    const [store] = stores;
    const few = { ...limits, definitions: 2 };
    for (const name of ['one', 'two']) await store!.put(name, content(1), author, few);
    await store!.retire('two', 5);
    await expect(store!.put('three', content(1), author, few)).rejects.toMatchObject({
      code: 'insufficient-storage',
      message: expect.stringContaining('JOB_MAX_DEFINITIONS'),
    });
    expect(await store!.find('three')).toBeNull();
    expect(await store!.put('two', content(2), author, few)).toMatchObject({ isNew: true });
  });

  it('are retired as a whole, keep when, and come back with whatever is put', async () => {
    const store = stores[0]!;
    await store.put('order', content(1), author, limits);
    expect([await store.retire('order', 5), await store.retire('order', 6), await store.retire('none', 5)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await store.find('order', 1)).toMatchObject({ retiredAt: 5 });
    expect((await store.list({ limit: 10 })).rows).toEqual([]);
    expect((await store.put('order', content(1), author, limits)).definition).toMatchObject({
      version: 1,
      retiredAt: null,
    });
    expect(await store.find('order')).toMatchObject({ version: 1, retiredAt: null });
    await store.retire('order', 7);
    expect((await store.put('order', content(2), author, limits)).definition).toMatchObject({
      version: 2,
      retiredAt: null,
    });
    expect((await store.list({ limit: 10 })).rows).toMatchObject([{ name: 'order', version: 2, description: 'd2' }]);
  });

  it('are listed by name, page by page', async () => {
    const store = stores[0]!;
    const names = Array.from({ length: 10 }, (_, n) => `name-${n}`);
    for (const name of names) await store.put(name, content(1), author, limits);
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { rows, next } = await store.list({ limit: 3, after });
      seen.push(...rows.map(({ name }) => name));
      after = next ?? undefined;
      more = next !== null;
    }
    expect(seen).toEqual(names);
  });

  it('are found by the labels of the newest version, while they may be started', async () => {
    const store = stores[0]!;
    const labelled = (labels: Record<string, string>, n = 1) => ({ ...content(n), labels });
    const found = async (...labels: string[]) => (await store.list({ limit: 9, labels })).rows.map(({ name }) => name);
    await store.put('a', labelled({ team: 'sales', env: 'prod' }), author, limits);
    await store.put('b', labelled({ team: 'sales' }), author, limits);
    await store.put('c', labelled({ team: 'sales' }), author, limits);
    expect([await found('team:sales'), await found('team:sales', 'env:prod')]).toEqual([['a', 'b', 'c'], ['a']]);
    await store.put('a', labelled({ team: 'stock' }), author, limits);
    await store.retire('b', 5);
    expect([await found('team:sales'), await found('env:prod'), await found('team:stock')]).toEqual([['c'], [], ['a']]);
    expect((await store.find('a', 1))?.labels).toEqual({ team: 'sales', env: 'prod' });
    await store.put('b', labelled({ team: 'sales' }), author, limits);
    expect(await found('team:sales')).toEqual(['b', 'c']);
  });

  it('list their versions, newest first, a page at a time, also when retired', async () => {
    const store = stores[0]!;
    for (let n = 1; n <= 5; n++) await store.put('order', content(n), author, limits);
    await store.retire('order', 7);
    const seen: (string | null)[] = [];
    for (let before: number | undefined, more = true; more;) {
      const page = await store.versions('order', { limit: 2, before });
      seen.push(...page!.rows.map(({ version, description }) => `${version} ${description}`));
      before = page!.next ?? undefined;
      more = page!.next !== null;
    }
    expect(seen).toEqual(['5 d5', '4 d4', '3 d3', '2 d2', '1 d1']);
    expect(await store.versions('none', { limit: 2 })).toBeNull();
  });
});
