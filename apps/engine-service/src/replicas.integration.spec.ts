import { TestPostgres } from '#storage/testing';
import { designFile, type EngineResponse, RunningEngine } from './testing/running-engine';
import { todoDesign } from './testing/todo-design';

/** The code of a command that creates a record unless a similar one exists. */
const unique = `exports.execute = async ({ input, store }) => {
  const [found] = await store.filter({ title: input.title });
  return found ?? store.create({ title: input.title });
};`;
const commands = { ...todoDesign.commands, unique: { inputs: { required: ['title'] } } };

describe('two replicas of an engine on one PostgreSQL', () => {
  let server: TestPostgres;
  let one: RunningEngine;
  let other: RunningEngine;
  let requests = 0;

  beforeAll(async () => {
    server = await TestPostgres.start();
    const place = { dataDir: 'unused', databaseUrl: await server.createDatabase() };
    const start = () => RunningEngine.start(designFile({ ...todoDesign, commands }, { 'unique.js': unique }), place);
    [one, other] = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all([one.stop(), other.stop()]);
    await server.stop();
  });

  const message = (command: string, id?: string, payload?: object) => ({ command, resource: 'todo', id, payload });
  const named = () => ({ 'request-id': `request-${++requests}` });
  const idOf = ({ body }: EngineResponse) => (body?.result as { id: string }).id;
  const titled = async (title: string) => {
    const { body } = await one.post('execute', message('filter', undefined, { title }));
    return body?.result as unknown[];
  };
  const onBoth = (times: number, call: (engine: RunningEngine, n: number) => Promise<EngineResponse>) =>
    Promise.all(Array.from({ length: times }, (_, n) => call(n % 2 === 0 ? one : other, n)));

  it('execute a request once that reaches both at the same time, and give the same response', async () => {
    const request = named();
    const create = message('create', undefined, { title: 'at the same time' });
    const responses = await onBoth(10, (engine) => engine.post('execute', create, request));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(responses.map(idOf)).size).toBe(1);
    expect(await titled('at the same time')).toHaveLength(1);
  });

  it('know of each other’s requests: what one did, the other repeats and reverts', async () => {
    const request = named();
    const create = message('create', 'shared', { title: 'made at one' });
    const done = await one.post('execute', create, request);
    expect(await other.post('repeat', create, request)).toEqual(done);
    expect(await other.post('revert', create, request)).toMatchObject({ status: 200, body: { status: 'reverted' } });
    expect(await one.post('revert', create, request)).toMatchObject({ status: 200 });
    expect(await titled('made at one')).toEqual([]);
  });

  it('refuse at one what was reverted at the other before it came', async () => {
    const request = named();
    const create = message('create', 'late', { title: 'too late' });
    expect(await other.post('revert', create, request)).toMatchObject({ status: 200, body: { status: 'noop' } });
    for (const action of ['execute', 'repeat']) {
      expect(await one.post(action, create, request)).toMatchObject({ status: 409, body: { code: 'reverted' } });
    }
    expect(await titled('too late')).toEqual([]);
  });

  it('leave nothing when the execute is at one and the revert at the other, whichever comes first', async () => {
    await onBoth(20, async (engine, n) => {
      const request = named();
      const create = message('create', `race-${n}`, { title: 'raced' });
      const [, reverted] = await Promise.all([
        engine.post('execute', create, request),
        (engine === one ? other : one).post('revert', create, request),
      ]);
      expect(reverted.status).toBe(200);
      return reverted;
    });
    expect(await titled('raced')).toEqual([]);
  });

  it('lose no change of one record, and take back the last one only', async () => {
    await one.post('execute', message('create', 'both', { title: 'x' }));
    const fields = [{ priority: 1 }, { due: '2026-01-01' }, { done: true }, { tags: ['a'] }];
    const ids = fields.map(named);
    const [before] = await titled('x');
    const send = (action: string, engine: RunningEngine, n: number) =>
      engine.post(action, message('update', 'both', fields[n]), ids[n]);
    await onBoth(fields.length, (engine, n) => send('execute', engine, n));
    expect(await titled('x')).toEqual([expect.objectContaining(Object.assign({}, ...fields) as object)]);
    const statuses = [];
    for (let open = fields.length; open > 0; open--) {
      const replies = await onBoth(fields.length, (engine, n) => send('revert', engine, n));
      statuses.push(replies.filter(({ status }) => status === 200).length);
      if (statuses.at(-1) === fields.length) break;
    }
    expect(statuses.at(-1)).toBe(fields.length);
    expect(await titled('x')).toEqual([before]);
  });

  it('never undo over what comes at the other at the same time', async () => {
    await onBoth(20, async (engine, n) => {
      const [mine, theirs, id] = [named(), named(), `both-${n}`];
      const update = (title: string) => message('update', id, { title });
      await engine.post('execute', message('create', id, { title: 'at first' }));
      await engine.post('execute', update(`my title <${n}>`), mine);
      const [undone, done] = await Promise.all([
        engine.post('revert', update(`my title <${n}>`), mine),
        (engine === one ? other : one).post('execute', update(`their title <${n}>`), theirs),
      ]);
      expect([200, 409]).toContain(undone.status);
      expect(await titled(`their title <${n}>`)).toHaveLength(1);
      return done;
    });
  });

  it('make a record of one id only once, under different requests', async () => {
    const create = message('create', 'one id', { title: 'y' });
    const responses = await onBoth(10, (engine) => engine.post('execute', create, named()));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('have a command that read all records write only when none came in between', async () => {
    const responses = await onBoth(10, (engine) =>
      engine.post('execute', message('unique', undefined, { title: 'only' })),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    expect(await titled('only')).toHaveLength(1);
  });
});
