import { onEveryDatabase, type Place } from '#storage/testing';
import { designFile, RunningEngine } from './testing/running-engine';
import { todoDesign } from './testing/todo-design';

const message = (command: string, id?: string, payload?: object) => ({ command, resource: 'todo', id, payload });
const problem = (code: string) => expect.objectContaining({ code }) as unknown;
const pointers = (...all: string[]) => ({
  errors: all.map((pointer) => ({ pointer, message: expect.any(String) as string })),
});

onEveryDatabase('an engine', (fresh) => {
  let place: Place;
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
  const stored = async (id: string) => (await execute('read', id)).body?.result;

  describe('creating', () => {
    it('answers 201 and the record, with defaults and what is generated', async () => {
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

    it('is undone field by field: what others changed since stays', async () => {
      const mine = message('update', 't1', { priority: 2, title: 'Mine' });
      const before = await stored('t1');
      await engine.post('execute', mine, { 'request-id': 'r1' });
      await execute('update', 't1', { tags: ['theirs'] });
      await engine.post('revert', mine, { 'request-id': 'r1' });
      expect(await stored('t1')).toEqual({ ...(before as object), tags: ['theirs'] });
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

    it('answers 204, and 404 when there is nothing', async () => {
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

    it('is not undone over another record in the same place', async () => {
      await execute('delete', 't1');
      await execute('create', 't1', { title: 'Other' });
      expect(await revert('delete', 't1')).toEqual({ status: 409, body: problem('conflict') });
    });
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
      [{ nobody: 'declared' }, []],
      [{ id: 'A' }, ['a']],
      [{}, ['a', 'b']],
    ])('filters by %j', async (payload, found) => {
      expect(ids(await execute('filter', undefined, payload))).toEqual(found);
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
