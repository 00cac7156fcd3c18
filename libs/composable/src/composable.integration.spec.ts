import { randomBytes } from 'node:crypto';
import { onEveryDatabase, type EmptyDatabase } from '#storage/testing';
import { UppercaseText } from './testing/note-handlers';
import { RunningNotes } from './testing/running-notes';

const write = (text: string, id = 'n1') => ({ command: 'write', resource: 'note', id, payload: { text } });
const read = { command: 'read', resource: 'note', id: 'n1' };
const as = (requestId: string) => ({ 'idempotency-key': requestId });
const settling = (requestId: string) => ({ ...as(requestId), settles: 'true' });

const noop = { status: 200, body: { status: 'noop' } };
const reverted = { status: 200, body: { status: 'reverted' } };
const refused = { status: 409, body: expect.objectContaining({ code: 'reverted' }) };
const changedSince = { status: 409, body: expect.objectContaining({ code: 'changed-since' }) };
const written = (text: string, times: number) => ({ status: 201, body: { result: { id: 'n1', text, times } } });
const found = (text: string, times: number) => ({ status: 200, body: { result: { id: 'n1', text, times } } });
const gone = { status: 404, body: expect.objectContaining({ code: 'not-found' }) };

onEveryDatabase('a composable service', (fresh) => {
  let place: EmptyDatabase;
  let notes: RunningNotes;

  beforeEach(async () => {
    place = await fresh();
    notes = await RunningNotes.start(place);
  });
  afterEach(() => notes.stop());

  const stored = () => notes.post('execute', read);

  it('remembers a call by its command, however long that is', async () => {
    const call = { command: randomBytes(4_000).toString('base64'), resource: 'note', id: 'n1', text: 'a' };
    expect(await notes.post('execute', call)).toEqual({ status: 200, body: { result: 'A!' } });
    expect(await notes.post('repeat', call)).toEqual({ status: 200, body: { result: 'A!' } });
  });

  describe('that is asked with a request id', () => {
    it('executes once, and returns the same response to every execute and repeat after', async () => {
      expect(await notes.post('execute', write('a'), as('r1'))).toEqual(written('a', 1));
      expect(await notes.post('execute', write('a'), as('r1'))).toEqual(written('a', 1));
      expect(await notes.post('repeat', write('a'), as('r1'))).toEqual(written('a', 1));
      expect(await notes.post('repeat', write('a'), settling('r1'))).toEqual(written('a', 1));
      expect(await stored()).toEqual(found('a', 1));
    });

    it('remembers across a restart', async () => {
      await notes.post('execute', write('a'), as('r1'));
      await notes.stop();
      notes = await RunningNotes.start(place);
      expect(await notes.post('repeat', write('a'), as('r1'))).toEqual(written('a', 1));
      expect(await notes.post('revert', write('a'), as('r1'))).toEqual(reverted);
      expect(await stored()).toEqual(gone);
    });

    it('does once what comes many times at once', async () => {
      const calls = ['execute', 'repeat', 'execute', 'repeat'].map((path) => notes.post(path, write('a'), as('r1')));
      expect(await Promise.all(calls)).toEqual(Array(4).fill(written('a', 1)));
      expect(await stored()).toEqual(found('a', 1));
    });

    it('reverts to what was before, and only once', async () => {
      await notes.post('execute', write('a'), as('r1'));
      await notes.post('execute', write('b'), as('r2'));
      expect(await notes.post('revert', write('b'), as('r2'))).toEqual(reverted);
      await notes.post('execute', write('c'), as('r3'));
      expect(await notes.post('revert', write('b'), as('r2'))).toEqual(reverted);
      expect(await stored()).toEqual(found('c', 2));
    });

    it('does not revert what another request has changed since, until that is reverted', async () => {
      await notes.post('execute', write('a'), as('r1'));
      await notes.post('execute', write('b'), as('r2'));
      expect(await notes.post('revert', write('a'), as('r1'))).toEqual(changedSince);
      expect(await stored()).toEqual(found('b', 2));
      expect(await notes.post('revert', write('b'), as('r2'))).toEqual(reverted);
      expect(await notes.post('revert', write('a'), as('r1'))).toEqual(reverted);
      expect(await stored()).toEqual(gone);
    });

    it('refuses to run what was reverted', async () => {
      await notes.post('execute', write('a'), as('r1'));
      await notes.post('revert', write('a'), as('r1'));
      expect(await notes.post('execute', write('a'), as('r1'))).toEqual(refused);
      expect(await notes.post('repeat', write('a'), as('r1'))).toEqual(refused);
      expect(await notes.post('repeat', write('a'), settling('r1'))).toEqual(refused);
      expect(await stored()).toEqual(gone);
    });

    it('refuses an execute that arrives after its own revert', async () => {
      expect(await notes.post('revert', write('a'), as('r1'))).toEqual(noop);
      expect(await notes.post('revert', write('a'), as('r1'))).toEqual(noop);
      expect(await notes.post('execute', write('a'), as('r1'))).toEqual(refused);
      expect(await stored()).toEqual(gone);
    });

    it('keeps no record of what it refused: the next attempt is judged anew', async () => {
      expect(await notes.post('execute', write('forbidden'), as('r1'))).toMatchObject({ status: 422 });
      expect(await notes.post('revert', write('forbidden'), as('r1'))).toEqual(noop);
    });

    it('says that it cannot undo what cannot be undone', async () => {
      const publish = { command: 'publish', resource: 'note', id: 'n1' };
      expect(await notes.post('execute', publish, as('r1'))).toEqual({ status: 204, body: undefined });
      expect(await notes.post('revert', publish, as('r1'))).toMatchObject({
        status: 501,
        body: { code: 'not-offered' },
      });
    });

    it.each([
      ['the Idempotency-Key header', write('a'), { 'idempotency-key': 'r1' }],
      ['the request-id header', write('a'), { 'request-id': 'r1' }],
      ['the metadata of a command message', { ...write('a'), metadata: { requestId: 'r1' } }, {}],
    ])('finds the id in %s', async (_, body, headers) => {
      await notes.post('execute', body, headers);
      expect(await notes.post('execute', body, headers)).toEqual(written('a', 1));
    });
  });

  describe('that is asked without a request id', () => {
    it('executes as often as it is asked', async () => {
      await notes.post('execute', write('a'));
      expect(await notes.post('execute', write('a'))).toEqual(written('a', 2));
    });

    it('remembers the last change of a record, and reverts that', async () => {
      await notes.post('execute', write('a'));
      await notes.post('repeat', write('b'));
      expect(await notes.post('revert', write('b'))).toEqual(reverted);
      expect(await notes.post('revert', write('b'))).toEqual(reverted);
      expect(await stored()).toEqual(found('a', 1));
    });

    it('reverts no change but the last one of the record', async () => {
      await notes.post('execute', write('a'));
      await notes.post('execute', write('b'));
      expect(await notes.post('revert', write('a'))).toEqual(changedSince);
      expect(await notes.post('revert', write('b'))).toEqual(reverted);
      expect(await notes.post('revert', write('a'))).toEqual(changedSince);
      expect(await stored()).toEqual(found('a', 1));
    });

    it('has nothing to revert where it remembers nothing', async () => {
      expect(await notes.post('revert', write('a', 'never seen'))).toEqual(noop);
      expect(await notes.post('revert', { text: 'hello' })).toEqual(noop);
    });
  });

  describe('that is given a plain input', () => {
    it('does the slow part once for calls that come at once', async () => {
      const calls = [1, 2, 3].map(() => notes.post('execute', { text: 'hello', requestId: 'r1' }));
      expect(await Promise.all(calls)).toEqual(Array(3).fill({ status: 200, body: { result: 'HELLO!' } }));
      expect(notes.app.get(UppercaseText).prepared).toBe(1);
    });

    it('does no slow part for what was reverted', async () => {
      await notes.post('revert', { text: 'hello', requestId: 'r1' });
      expect(await notes.post('execute', { text: 'hello', requestId: 'r1' })).toEqual(refused);
      expect(notes.app.get(UppercaseText).prepared).toBe(0);
    });
  });

  it('has nothing to do to revert a safe command', async () => {
    expect(await notes.post('revert', read, as('r1'))).toEqual(noop);
  });

  it.each([
    [[], ''],
    [{ command: 'write', resource: 'song', id: 'n1' }, '/resource'],
    [{ ...write('a'), id: 7 }, '/id'],
    [{ ...write('a'), metadata: { requestId: '' } }, '/metadata/requestId'],
  ])('says what is wrong with %j', async (body, pointer) => {
    const reply = await notes.post('execute', body);
    expect(reply).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, message: expect.stringMatching(/^expected/) }] },
    });
  });

  it('says in its forms what each command promises', async () => {
    expect(await notes.get('forms')).toEqual({
      resource: 'note',
      requestIds: true,
      messageStructure: expect.objectContaining({ command: 'string', id: 'string (optional)' }),
      affordances: [
        { command: 'write', safe: false, idempotent: false, reversible: 'full', requiredFields: ['id'] },
        { command: 'read', safe: true, idempotent: true, reversible: 'none' },
        { command: 'publish', safe: false, idempotent: true, reversible: 'none' },
      ],
    });
  });
});

onEveryDatabase('two replicas of a composable service', (fresh) => {
  it('count a request once between them, where they can share a database', async () => {
    const place = await fresh();
    if (place.databaseUrl === undefined) return;
    const replicas = await Promise.all([RunningNotes.start(place), RunningNotes.start(place)]);
    const calls = Array.from({ length: 40 }, (_, n) => replicas[n % 2]!.post('execute', write('a'), as(`r${n >> 2}`)));
    expect((await Promise.all(calls)).every(({ status }) => status === 201)).toBe(true);
    expect(await replicas[0].post('execute', read)).toEqual(found('a', 10));
    await Promise.all(replicas.map((replica) => replica.stop()));
  });
});
