import { onEveryDatabase } from '#storage/testing';
import { GuardedApp } from './support/guarded-apps';
import { ask, PEOPLES_KEYS } from './support/people';

const NOT_YOURS = { code: 'forbidden', status: 403 };

onEveryDatabase('whose a state document is', (fresh) => {
  let state: GuardedApp;

  beforeAll(async () => {
    const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL } = await fresh();
    const env = { DATA_DIR, DATABASE_URL };
    const open = await GuardedApp.start('shared-state', { ...env, AUTH_KEYS: undefined, AUTH: 'off' });
    await open.ask('POST', '/state', { 'content-type': 'application/json' }, '{"id":"of-old","x":1}');
    await open.stop();
    state = await GuardedApp.start('shared-state', { ...env, AUTH_KEYS: PEOPLES_KEYS });
    await ask(state, 'alice', 'POST /state', { id: 'hers', x: 1 });
  });
  afterAll(() => state.stop());

  it('decides who reads it', async () => {
    expect((await ask(state, 'alice', 'GET /state/hers')).body).toEqual({ x: 1 });
    expect((await ask(state, 'root', 'GET /state/hers')).body).toEqual({ x: 1 });
    for (const path of ['/state/hers', '/state/hers?meta'])
      expect((await ask(state, 'bob', `GET ${path}`)).body).toMatchObject({ code: 'not-found' });
    const known = { 'if-none-match': '*' };
    expect((await ask(state, 'bob', 'GET /state/hers', undefined, known)).status).toBe(404);
  });

  it('decides who finds it in the list', async () => {
    const idsFor = async (who: string) =>
      (await ask<{ id: string }[]>(state, who, 'GET /state')).body.map(({ id }) => id);
    await ask(state, 'bob', 'POST /state', { id: 'his' });
    expect(await idsFor('alice')).toEqual(['hers']);
    expect(await idsFor('bob')).toEqual(['his']);
    expect((await idsFor('root')).sort()).toEqual(['hers', 'his', 'of-old']);
    expect(await idsFor('job-control')).toEqual(['of-old']);
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['POST /state', { id: 'hers' }, {}],
    ['POST /state/hers', { x: 2 }, {}],
    ['PATCH /state/hers', { op: 'add', path: '/x', value: 2 }, {}],
    ['PATCH /state/hers', [{ op: 'replace', path: '/x', value: 2 }], { 'content-type': 'application/json-patch+json' }],
    ['PATCH /state/hers', { x: 2 }, { 'content-type': 'application/merge-patch+json' }],
    ['PATCH /state/hers', { op: 'merge', value: {} }, { 'idempotency-key': 'shared' }],
    ['DELETE /state/hers', undefined, {}],
    ['DELETE /state/hers', undefined, { 'if-match': '"no"' }],
  ])('keeps others from %s', async (route, body, headers) => {
    await ask(state, 'alice', 'PATCH /state/hers', { op: 'merge', value: {} }, { 'idempotency-key': 'shared' });
    expect((await ask(state, 'bob', route, body, headers)).body).toMatchObject(NOT_YOURS);
    expect((await ask(state, 'alice', 'GET /state/hers')).body).toEqual({ x: 1 });
  });

  it('stays what it is when an administrator writes', async () => {
    await ask(state, 'alice', 'POST /state', { id: 'kept' });
    await ask(state, 'root', 'POST /state/kept', { fixed: true });
    expect((await ask(state, 'alice', 'GET /state/kept')).body).toEqual({ fixed: true });
    await ask(state, 'alice', 'DELETE /state/kept');
  });

  it('may be a principal on whose behalf a trusted caller acts', async () => {
    const forAlice = { 'on-behalf-of': 'alice' };
    await ask(state, 'job-control', 'POST /state', { id: 'made-for-her' }, forAlice);
    expect((await ask(state, 'alice', 'GET /state/made-for-her')).status).toBe(200);
    expect((await ask(state, 'job-control', 'GET /state/made-for-her', undefined, forAlice)).status).toBe(200);
    for (const other of [{ 'on-behalf-of': 'bob' }, { 'on-behalf-of': 'root' }, undefined])
      expect((await ask(state, 'job-control', 'GET /state/made-for-her', undefined, other)).status).toBe(404);
    // An administrator who acts for a principal has only that principal's rights.
    expect((await ask(state, 'root', 'GET /state/made-for-her', undefined, { 'on-behalf-of': 'bob' })).status).toBe(
      404,
    );
  });

  it.each(['alice', 'bob'])('is nothing %s can be for others', async (who) => {
    const { body } = await ask(state, who, 'GET /state/hers', undefined, { 'on-behalf-of': 'alice' });
    expect(body).toMatchObject(NOT_YOURS);
  });

  it('is not a principal without a name', async () => {
    const { status } = await ask(state, 'job-control', 'GET /state', undefined, { 'on-behalf-of': 'a\u00e9b' });
    expect(status).toBe(400);
  });

  it('keeps apart what two make with the same idempotency key', async () => {
    const key = { 'idempotency-key': 'the-same' };
    const [hers, his] = [
      await ask(state, 'alice', 'POST /state', {}, key),
      await ask(state, 'bob', 'POST /state', {}, key),
    ];
    expect([hers.status, his.status]).toEqual([201, 201]);
    expect(his.body.id).not.toBe(hers.body.id);
    expect((await ask(state, 'alice', 'POST /state', {}, key)).body.id).toBe(hers.body.id);
  });

  it('is absent with AUTH off: administrators take care of those documents', async () => {
    expect((await ask(state, 'alice', 'GET /state/of-old')).status).toBe(404);
    expect((await ask(state, 'alice', 'POST /state/of-old', { x: 2 })).body).toMatchObject(NOT_YOURS);
    expect((await ask(state, 'root', 'GET /state/of-old')).body).toEqual({ x: 1 });
    expect((await ask(state, 'job-control', 'GET /state/of-old')).body).toEqual({ x: 1 });
  });
});
