import { type Database, DATABASE } from '#storage';
import { onEveryDatabase, type EmptyDatabase } from '#storage/testing';
import { RunningNotes } from '../testing/running-notes';
import type { LedgerSchema } from './ledger.schema';

const DAY_MS = 86_400_000;
const write = { command: 'write', resource: 'note', id: 'n1', payload: { text: 'a' } };
const as = (requestId: string) => ({ 'request-id': requestId });

onEveryDatabase('a composable service, of requests that have not been used for a long time,', (fresh) => {
  let place: EmptyDatabase;
  let notes: RunningNotes;

  const start = async (env: Record<string, string> = {}) => {
    notes = await RunningNotes.start(place, {}, undefined, env);
    return notes.app.get<Database<LedgerSchema>>(DATABASE).db;
  };
  /** More than one batch, and a request with a note. */
  const remember = async (days: number) => {
    const db = await start();
    await notes.post('execute', write, as('known'));
    const at = Date.now() - days * DAY_MS;
    const request = (n: number) => ({
      key: `request:${n}`,
      command: 'write',
      state: 'executed' as const,
      answer: '{}',
      at,
    });
    await db
      .insertInto('composable_ledger')
      .values(Array.from({ length: 600 }, (_, n) => request(n)))
      .execute();
    await db.updateTable('composable_ledger').set({ at }).execute();
    await notes.post('repeat', { ...write, id: 'n2' }, as('recent'));
    await notes.stop();
  };
  const keys = async (db: Database<LedgerSchema>['db']) =>
    (await db.selectFrom('composable_ledger').select('key').execute()).map(({ key }) => key);

  beforeEach(async () => (place = await fresh()));
  afterEach(() => notes.stop());

  it('forgets them, many or few, and nothing else', async () => {
    await remember(91);
    const db = await start();
    while ((await keys(db)).length > 1) await new Promise(setImmediate);
    expect(await keys(db)).toEqual(['request:recent']);
    expect(await notes.post('revert', write, as('known'))).toEqual({ status: 200, body: { status: 'noop' } });
  });

  it.each([
    ['while they are younger than it keeps them', 89, {}],
    ['where retention is off', 3_000, { LEDGER_RETENTION_DAYS: '0' }],
  ])('keeps them %s', async (_, days, env) => {
    await remember(days);
    await start(env);
    expect(await notes.post('revert', write, as('known'))).toEqual({ status: 200, body: { status: 'reverted' } });
    await notes.stop();
    expect(await keys(await start(env))).toHaveLength(602);
  });
});
