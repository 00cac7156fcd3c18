import { onEveryDatabase, type EmptyDatabase } from '#storage/testing';
import { designFile, RunningEngine } from './testing/running-engine';
import { todoDesign } from './testing/todo-design';

const message = (command: string, id?: string, payload?: object) => ({ command, resource: 'todo', id, payload });
const problem = (code: string) => expect.objectContaining({ code }) as unknown;
const changedSince = { status: 409, body: problem('changed-since') };
const pointers = (...all: string[]) => ({
  errors: all.map((pointer) => ({ pointer, message: expect.any(String) as string })),
});

onEveryDatabase('an engine', (fresh) => {
  let place: EmptyDatabase;
  let engine: RunningEngine;
  const design = designFile(todoDesign);

  beforeEach(async () => {
    place = await fresh();
    engine = await RunningEngine.start(design, place);
  });
  afterEach(() => engine.stop());

  const execute = (command: string, id?: string, payload?: object) =>
    engine.post('execute', message(command, id, payload));
  const repeat = (command: string, id?: string, payload?: object) =>
    engine.post('repeat', message(command, id, payload));
  const revert = (command: string, id?: string, payload?: object) =>
    engine.post('revert', message(command, id, payload));
  /** The ledger as the previous version left it. */
  const forgetRevisions = async () => {
    const { db } = engine.database;
    await db.updateTable('composable_ledger').set({ touched: null, payload: null }).execute();
    await db.deleteFrom('composable_revisions').execute();
  };
  const stored = async (id: string) => (await execute('read', id)).body?.result;

  describe('creating', () => {
    it('responds 201 with the record, its defaults and generated fields', async () => {
      expect(await execute('create', 't1', { title: 'Tea', colour: 'green' })).toEqual({
        status: 201,
        body: {
          result: { id: 't1', title: 'Tea', done: false, status: 'open', madeAt: expect.stringMatching(/^20.*Z$/) },
        },
      });
    });

    it('makes an id where there is none', async () => {
      const { body } = await execute('create', undefined, { title: 'Tea' });
      const { id } = body!.result as { id: string };
      expect(await stored(id)).toMatchObject({ id, title: 'Tea' });
    });

    it('refuses an id that exists', async () => {
      await execute('create', 't1', { title: 'Tea' });
      expect(await execute('create', 't1', { title: 'Tea' })).toEqual({ status: 409, body: problem('already-exists') });
    });

    it('names every field that is missing or wrong', async () => {
      const payload = { done: 'yes', status: 'lost', due: '2026-02-30', tags: {}, more: [] };
      const wrong = ['/payload/done', '/payload/status', '/payload/due', '/payload/tags', '/payload/more'];
      const reply = await execute('create', 't1', payload);
      expect(reply).toMatchObject({ status: 400, body: pointers('/payload/title', ...wrong) });
    });

    it('repeated, must carry an id', async () => {
      expect(await repeat('create', undefined, { title: 'Tea' })).toMatchObject({ status: 400, body: pointers('/id') });
    });

    it('repeated, upserts', async () => {
      await execute('create', 't1', { title: 'Tea', priority: 3 });
      const first = await repeat('create', 't1', { title: 'Coffee' });
      expect(first).toMatchObject({ status: 201, body: { result: { id: 't1', title: 'Coffee' } } });
      expect(first.body!.result).not.toHaveProperty('priority');
      expect(await repeat('create', 't1', { title: 'Coffee' })).toEqual(first);
    });

    it('is undone by deleting', async () => {
      await execute('create', 't1', { title: 'Tea' });
      expect(await revert('create', 't1', { title: 'Tea' })).toEqual({ status: 200, body: { status: 'reverted' } });
      expect((await execute('read', 't1')).status).toBe(404);
    });
  });

  describe('updating', () => {
    beforeEach(() => execute('create', 't1', { title: 'Tea' }));

    it('sets what is given and leaves the rest', async () => {
      const reply = await execute('update', 't1', { priority: 2 });
      expect(reply).toMatchObject({ status: 200, body: { result: { id: 't1', title: 'Tea', priority: 2 } } });
    });

    it('needs an id, and one that exists', async () => {
      expect(await execute('update', undefined, { title: 'x' })).toMatchObject({ status: 400, body: pointers('/id') });
      expect(await execute('update', 't2', { title: 'x' })).toMatchObject({ status: 404 });
    });

    it('repeated, makes the record it does not find', async () => {
      await repeat('update', 't2', { title: 'New' });
      expect(await stored('t2')).toEqual({ id: 't2', title: 'New' });
      await revert('update', 't2', { title: 'New' });
      expect((await execute('read', 't2')).status).toBe(404);
    });

    it('is undone to what was there before', async () => {
      const before = await stored('t1');
      await execute('update', 't1', { priority: 2, title: 'Mine' });
      expect((await revert('update', 't1', { priority: 2, title: 'Mine' })).status).toBe(200);
      expect(await stored('t1')).toEqual(before);
    });

    it('is undone without a request id only if it is the last update of the record', async () => {
      const before = await stored('t1');
      await execute('update', 't1', { title: 'A' });
      await execute('update', 't1', { title: 'B' });
      expect(await revert('update', 't1', { title: 'A' })).toEqual(changedSince);
      expect(await stored('t1')).toMatchObject({ title: 'B' });
      expect((await revert('update', 't1', { title: 'B' })).status).toBe(200);
      expect(await revert('update', 't1', { title: 'A' })).toEqual(changedSince);
      expect(await stored('t1')).toEqual({ ...(before as object), title: 'A' });
    });

    it('loses none of many updates that come at once', async () => {
      const fields = [
        { done: true },
        { priority: 9 },
        { title: 'x' },
        { tags: [1] },
        { more: {} },
        { due: '2026-01-01' },
      ];
      await Promise.all(fields.map((field) => execute('update', 't1', field)));
      expect(await stored('t1')).toMatchObject(Object.assign({}, ...fields) as object);
    });
  });

  describe('deleting', () => {
    beforeEach(() => execute('create', 't1', { title: 'Tea' }));

    it('responds 204, and 404 when there is nothing', async () => {
      expect(await execute('delete', 't1')).toEqual({ status: 204, body: undefined });
      expect(await execute('delete', 't1')).toMatchObject({ status: 404, body: problem('not-found') });
    });

    it('repeated, is content to find nothing', async () => {
      expect(await repeat('delete', 't1')).toEqual({ status: 204, body: undefined });
      expect(await repeat('delete', 't1')).toEqual({ status: 204, body: undefined });
    });

    it('is undone by putting back what was there', async () => {
      const before = await stored('t1');
      await execute('delete', 't1');
      await revert('delete', 't1');
      expect(await stored('t1')).toEqual(before);
    });
  });

  describe('undoing what another request has changed since', () => {
    const send = (action: string, request: string, command: string, payload?: object) =>
      engine.post(action, message(command, 't1', payload), { 'request-id': request });
    const [A, B] = [{ title: 'A' }, { title: 'B' }];

    it.each<[string, [string, object?], [string, object?][]]>([
      ['a create, when it was updated', ['create', A], [['update', B]]],
      ['a create, when other fields were set', ['create', A], [['update', { tags: ['theirs'] }]]],
      ['a create, when it was set to the same', ['create', A], [['update', A]]],
      ['a create, when it was deleted', ['create', A], [['delete']]],
      ['a create, when it was deleted and made again', ['create', A], [['delete'], ['create', A]]],
      ['an update, when it was updated', ['update', A], [['update', B]]],
      ['an update, when other fields were set', ['update', A], [['update', { priority: 1 }]]],
      [
        'an update, when it was changed and changed back',
        ['update', A],
        [
          ['update', B],
          ['update', A],
        ],
      ],
      ['an update, when a command set a field', ['update', A], [['close']]],
      ['an update, when it was deleted', ['update', A], [['delete']]],
      ['a command that sets fields, when it was updated', ['close'], [['update', B]]],
      ['a delete, when another was made in its place', ['delete'], [['create', B]]],
      ['a delete, when the same was made in its place', ['delete'], [['create', { title: 'before' }]]],
      ['a delete, when another was made and deleted', ['delete'], [['create', B], ['delete']]],
    ])('refuses %s, until that is undone', async (_, mine, theirs) => {
      if (mine[0] !== 'create') await send('execute', 'before', 'create', { title: 'before' });
      const before = await stored('t1');
      expect((await send('execute', 'mine', ...mine)).status).toBeLessThan(300);
      for (const [n, their] of theirs.entries()) {
        expect((await send('execute', `theirs-${n}`, ...their)).status).toBeLessThan(300);
      }
      const theirState = await stored('t1');
      for (const [n, their] of [...theirs.entries()].reverse()) {
        expect(await send('revert', 'mine', ...mine)).toEqual(changedSince);
        if (n === theirs.length - 1) expect(await stored('t1')).toEqual(theirState);
        expect((await send('revert', `theirs-${n}`, ...their)).status).toBe(200);
      }
      expect((await send('revert', 'mine', ...mine)).status).toBe(200);
      expect(await stored('t1')).toEqual(before);
    });

    it('refuses one that was settled by a repeat', async () => {
      const settles = { 'request-id': 'mine', settles: 'true' };
      await engine.post('repeat', message('create', 't1', A), settles);
      await send('execute', 'theirs', 'update', B);
      expect(await send('revert', 'mine', 'create', A)).toEqual(changedSince);
    });

    it('refuses one without a request id', async () => {
      await execute('create', 't1', A);
      await send('execute', 'theirs', 'update', B);
      expect(await revert('create', 't1', A)).toEqual(changedSince);
      expect(await stored('t1')).toMatchObject(B);
    });
  });

  it('undoes what the version before did, which kept no revisions', async () => {
    const header = { 'request-id': 'old' };
    await engine.post('execute', message('create', 't1', { title: 'A' }), header);
    await forgetRevisions();
    const update = { 'request-id': 'new' };
    await engine.post('execute', message('update', 't1', { title: 'B' }), update);
    expect(await engine.post('revert', message('create', 't1', { title: 'A' }), header)).toEqual(changedSince);
    await engine.post('revert', message('update', 't1', { title: 'B' }), update);
    expect(await engine.post('revert', message('create', 't1', { title: 'A' }), header)).toMatchObject({ status: 200 });
    expect(await stored('t1')).toBeUndefined();
  });

  describe('looking', () => {
    beforeEach(async () => {
      await execute('create', 'a', { title: 'Green Tea', priority: 1 });
      await execute('create', 'b', { title: 'coffee', done: true, due: '2026-12-24' });
    });
    const ids = ({ body }: { body?: Record<string, unknown> }) =>
      (body!.result as { id: string }[]).map(({ id }) => id);

    it('lists everything, oldest first', async () => {
      expect(ids(await execute('list'))).toEqual(['a', 'b']);
    });

    it.each([
      [{ title: 'TEA' }, ['a']],
      [{ priority: 1 }, ['a']],
      [{ priority: '1' }, []],
      [{ done: true }, ['b']],
      [{ due: '2026-12' }, ['b']],
      [{ due: null }, []],
      [{ not: 'declared' }, []],
      [{ id: 'A' }, ['a']],
      [{}, ['a', 'b']],
    ])('filters by %j', async (payload, found) => {
      expect(ids(await execute('filter', undefined, payload))).toEqual(found);
    });

    it('returns 4 MiB at most, however much there is to look through', async () => {
      const text = 'n'.repeat(900_000);
      for (const id of ['c', 'd', 'e', 'f']) await execute('create', id, { title: `long ${text}` });
      expect(ids(await execute('list'))).toHaveLength(6);
      await execute('create', 'g', { title: `longer ${text}` });
      const refused = {
        status: 422,
        body: { code: 'unprocessable', detail: expect.stringContaining('filter') as unknown },
      };
      expect(await execute('list')).toMatchObject(refused);
      expect(await execute('filter', undefined, { title: 'long' })).toMatchObject(refused);
      expect(ids(await execute('filter', undefined, { title: 'longer' }))).toEqual(['g']);
    });
  });

  it('sets fields with commands of their own', async () => {
    await execute('create', 't1', { title: 'Tea' });
    await execute('status', 't1', { status: 'closed', title: 'not its business' });
    expect(await stored('t1')).toMatchObject({ title: 'Tea', status: 'closed', done: false });
    await revert('status', 't1', { status: 'closed' });
    await execute('close', 't1');
    expect(await stored('t1')).toMatchObject({ title: 'Tea', status: 'closed', done: true });
    expect(await execute('status', 't1', {})).toMatchObject({ status: 400, body: pointers('/payload/status') });
  });

  it('keeps its records across a restart', async () => {
    await execute('create', 't1', { title: 'Tea' });
    await engine.stop();
    engine = await RunningEngine.start(design, place);
    expect(await stored('t1')).toMatchObject({ title: 'Tea' });
  });

  it('runs beside others in the same place', async () => {
    const serviceInfo = { serviceName: 'other-service' };
    const other = await RunningEngine.start(designFile({ ...todoDesign, serviceInfo }), place);
    await execute('create', 't1', { title: 'Tea' });
    expect((await other.post('execute', message('list'))).body).toEqual({ result: [] });
    await other.stop();
  });

  it('describes itself, with schemas and what each command promises', async () => {
    const forms = (await engine.forms()) as { affordances: Record<string, unknown>[] };
    expect(forms).toMatchObject({
      resource: 'todo',
      messageStructure: { payload: { title: 'string', done: 'boolean' } },
    });
    expect(
      forms.affordances.map(({ command, safe, idempotent, reversible }) => [command, safe, idempotent, reversible]),
    ).toEqual([
      ['create', false, false, 'full'],
      ['read', true, true, 'none'],
      ['update', false, true, 'full'],
      ['delete', false, false, 'full'],
      ['list', true, true, 'none'],
      ['filter', true, true, 'none'],
      ['status', false, true, 'full'],
      ['close', false, true, 'full'],
    ]);
    expect(forms.affordances[0]).toMatchObject({
      requiredFields: ['title'],
      optionalFields: ['id', 'done', 'status'],
      payloadSchema: {
        properties: {
          title: { type: 'string' },
          status: { type: 'string', enum: ['open', 'closed'], default: 'open' },
        },
        required: ['title'],
      },
    });
  });
});
