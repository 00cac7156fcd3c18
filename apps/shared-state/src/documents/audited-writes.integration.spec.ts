import { sql } from 'kysely';
import { auditMigrations, type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import { SharedStateConfig } from '../config/shared-state.config';
import { DocumentStore } from './document-store';
import { documentMigrations, type StateSchema } from './schema';
import type { DocumentWrite } from './write';

onEveryDatabase('a write that is audited', (fresh) => {
  let database: Database<StateSchema>;
  let store: DocumentStore;
  beforeEach(async () => {
    const migrations = { ...documentMigrations, ...auditMigrations };
    database = await openDatabase<StateSchema>({ ...(await fresh()), name: 'shared-state', migrations });
    store = new DocumentStore(database, new SharedStateConfig());
  });
  afterEach(() => database.close());

  const user = { name: 'ann', others: 'none' } as const;
  const row = (subject: string) => ({
    ...{ id: `entry-of-${subject}`, at: 1, by_whom: 'ann', from_where: null, action: 'create', kind: 'document' },
    ...{ subject, outcome: 'done', status: 201, code: null, reason: null },
  });
  const write = (id: string, change: Partial<DocumentWrite> = {}) => {
    const audit = { rowWhenDone: row, wasWritten: jest.fn() };
    const written = store.write({ id, user, check: () => undefined, edit: () => '{}', audit, ...change });
    return { written, audit };
  };
  const audited = async () =>
    (await database.db.selectFrom('audit').select('subject').orderBy('id').execute()).map(({ subject }) => subject);

  it('has its entry on disk with it, and one that is refused has none', async () => {
    const refuse = () => {
      throw new Error('stale');
    };
    const [a, b, refused] = [write('a'), write('b'), write('c', { check: refuse })];
    await Promise.all([a.written, b.written]);
    await expect(refused.written).rejects.toThrow('stale');
    expect(await audited()).toEqual(['a', 'b']);
    expect([a, b, refused].map(({ audit }) => audit.wasWritten.mock.calls.length)).toEqual([1, 1, 0]);
  });

  it('is not done where its entry cannot be written', async () => {
    await sql`drop table audit`.execute(database.db);
    const { written, audit } = write('a');
    await expect(written).rejects.toThrow();
    expect(await store.read('a', user)).toBeUndefined();
    expect(audit.wasWritten).not.toHaveBeenCalled();
  });
});
