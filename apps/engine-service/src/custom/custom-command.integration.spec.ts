import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { designFile, RunningEngine } from '../testing/running-engine';
import { todoDesign } from '../testing/todo-design';

const code = {
  'raise.js': `
    exports.execute = async ({ id, input, store }) => {
      const todo = await store.read(id);
      if (!todo) throw Object.assign(new Error('no such todo'), { statusCode: 404 });
      await new Promise(setImmediate);
      return store.update(id, { priority: (todo.priority ?? 0) + (input.by ?? 1) });
    };
    exports.revert = async ({ id, input, store, result }) => {
      const todo = await store.read(id);
      await store.update(id, { priority: todo.priority - (input.by ?? 1), more: { was: result.priority } });
    };`,
  'count.cjs': `module.exports = async ({ store }) => (await store.list()).length;`,
  'clear.js': `
    exports.default = { execute: async ({ store }) => {
      for (const { id } of await store.filter({ title: 'tea' })) await store.delete(id);
      return null;
    } };`,
  'move.js': `
    exports.execute = async ({ input, store }) => {
      for (const id of input.tags) await store.update(id, { done: true });
      return input.tags;
    };
    exports.revert = async ({ input, store }) => {
      for (const id of input.tags) await store.update(id, { done: false });
    };`,
  'sneak.js': `exports.execute = ({ store }) => store.create({ title: 'hidden' }, 's1');`,
  'refuse.js': `exports.execute = () => { throw Object.assign(new Error('sold out'), { statusCode: 410 }); };`,
  'break.js': `exports.execute = () => { throw new TypeError('a bug'); };`,
};
const safe = { transitionType: { safe: true } };
const commands = {
  ...todoDesign.commands,
  ...{ clear: {}, refuse: {}, break: {}, move: { inputs: { required: ['tags'] } } },
  ...{ raise: { inputs: { required: ['id'], optional: ['by'] }, transitionType: { reversible: 'compensating' } } },
  ...{ count: safe, sneak: safe },
};

describe('a custom command', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'custom-'));
  let engine: RunningEngine;

  beforeAll(
    async () => (engine = await RunningEngine.start(designFile({ ...todoDesign, commands }, code), { dataDir })),
  );
  afterAll(async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true });
  });

  const call = (path: string, command: string, id?: string, payload?: object, requestId?: string) =>
    engine.post(path, { command, resource: 'todo', id, payload }, requestId ? { 'request-id': requestId } : {});
  const execute = (command: string, id?: string, payload?: object) => call('execute', command, id, payload);
  const stored = async (id: string) => (await execute('read', id)).body?.result;

  it('works on the records, and is executed once', async () => {
    await execute('create', 'a', { title: 'A' });
    const first = await call('execute', 'raise', 'a', { by: 2 }, 'r1');
    expect(first).toMatchObject({ status: 200, body: { result: { id: 'a', priority: 2 } } });
    expect(await call('repeat', 'raise', 'a', { by: 2 }, 'r1')).toEqual(first);
    expect(await stored('a')).toMatchObject({ priority: 2 });
  });

  it('is reverted by its own code, once, with its earlier result', async () => {
    await execute('create', 'b', { title: 'B' });
    await call('execute', 'raise', 'b', {}, 'r2');
    const reverted = { status: 200, body: { status: 'reverted' } };
    expect(await call('revert', 'raise', 'b', {}, 'r2')).toEqual(reverted);
    expect(await call('revert', 'raise', 'b', {}, 'r2')).toEqual(reverted);
    expect(await stored('b')).toMatchObject({ priority: 0, more: { was: 1 } });
  });

  it('that puts back what was there is not reverted over what others changed since', async () => {
    for (const id of ['m1', 'm2']) await execute('create', id, { title: id });
    const payload = { tags: ['m1', 'm2'] };
    await call('execute', 'move', undefined, payload, 'mine');
    await call('execute', 'update', 'm2', { title: 'theirs' }, 'theirs');
    const refused = { status: 409, body: { code: 'changed-since' } };
    expect(await call('revert', 'move', undefined, payload, 'mine')).toMatchObject(refused);
    expect([await stored('m1'), await stored('m2')]).toMatchObject([{ done: true }, { done: true, title: 'theirs' }]);
    await call('revert', 'update', 'm2', { title: 'theirs' }, 'theirs');
    expect((await call('revert', 'move', undefined, payload, 'mine')).status).toBe(200);
    expect([await stored('m1'), await stored('m2')]).toMatchObject([{ done: false }, { done: false, title: 'm2' }]);
  });

  it('is a change like any other to those who would undo theirs', async () => {
    await call('execute', 'create', 'n1', { title: 'N' }, 'create-n1');
    await call('execute', 'move', undefined, { tags: ['n1'] }, 'move-n1');
    const undoCreate = () => call('revert', 'create', 'n1', { title: 'N' }, 'create-n1');
    expect(await undoCreate()).toMatchObject({ status: 409, body: { code: 'changed-since' } });
    await call('revert', 'move', undefined, { tags: ['n1'] }, 'move-n1');
    expect((await undoCreate()).status).toBe(200);
  });

  it('that compensates is reverted also where others changed the record, whose undo that prevents', async () => {
    await execute('create', 'p1', { title: 'P' });
    const [mine, theirs, between] = [{ by: 2 }, { by: 5 }, { title: 'set' }];
    await call('execute', 'raise', 'p1', mine, 'raise-mine');
    await call('execute', 'update', 'p1', between, 'set-p1');
    await call('execute', 'raise', 'p1', theirs, 'raise-theirs');
    expect((await call('revert', 'raise', 'p1', mine, 'raise-mine')).status).toBe(200);
    expect(await stored('p1')).toMatchObject({ priority: 5, title: 'set' });
    expect((await call('revert', 'raise', 'p1', theirs, 'raise-theirs')).status).toBe(200);
    expect(await call('revert', 'update', 'p1', between, 'set-p1')).toMatchObject({ status: 409 });
    expect(await stored('p1')).toMatchObject({ priority: 0, title: 'set' });
  });

  it('loses no update when many run at once', async () => {
    await execute('create', 'c', { title: 'C' });
    const replies = await Promise.all(Array.from({ length: 30 }, () => execute('raise', 'c', {})));
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await stored('c')).toMatchObject({ priority: 30 });
  });

  it('may be a plain function, or a default export', async () => {
    await execute('create', 'tea', { title: 'Green tea' });
    const { body } = await execute('count');
    await execute('clear');
    expect(await execute('count')).toEqual({ status: 200, body: { result: (body!.result as number) - 1 } });
  });

  it('refuses with a status of its own, as near as we have it', async () => {
    expect(await execute('raise', 'unknown', {})).toMatchObject({ status: 404, body: { detail: 'no such todo' } });
    expect(await execute('refuse')).toMatchObject({ status: 422, body: { detail: 'sold out' } });
  });

  it('that throws responds 500 without the reason', async () => {
    const reply = await execute('break');
    expect(reply).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('a bug');
  });

  it('that is declared safe cannot change anything', async () => {
    expect((await execute('sneak')).status).toBe(500);
    expect((await execute('read', 's1')).status).toBe(404);
  });

  it('without a revert says so', async () => {
    expect(await call('execute', 'clear', undefined, undefined, 'r3')).toMatchObject({ status: 200 });
    expect(await call('revert', 'clear', undefined, undefined, 'r3')).toMatchObject({ status: 501 });
    const { affordances } = (await engine.forms()) as { affordances: { command: string; reversible: string }[] };
    expect(affordances.find(({ command }) => command === 'clear')).toMatchObject({ reversible: 'none' });
    expect(affordances.find(({ command }) => command === 'raise')).toMatchObject({ reversible: 'compensating' });
  });
});
