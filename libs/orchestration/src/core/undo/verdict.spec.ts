import { responded, NOT_SENT, NO_RESPONSE } from '../testing/test-job';
import { type ServiceResponse } from '../model/service-response';
import { judgeUndo, type UndoCall } from './verdict';

const target = { name: 'todo-service' };
const afterDone: UndoCall = { action: 'revert', effect: 'done', unconfirmed: false, command: 'create', target };
const afterUnknown: UndoCall = { ...afterDone, effect: 'unknown' };
const afterSilence: UndoCall = { ...afterDone, unconfirmed: true };

describe('the response to a revert', () => {
  it.each([200, 204])('%d acknowledges it', (status) => {
    expect(judgeUndo(responded(status, { status: 'reverted' }), afterDone)).toMatchObject({
      kind: 'acknowledged',
      reason: null,
    });
  });

  describe('that is a noop', () => {
    const noop = responded(200, { status: 'noop' });

    it.each(['create', 'update', 'delete'])('undid nothing of a confirmed %s: an open effect', (command) => {
      expect(judgeUndo(noop, { ...afterDone, command })).toMatchObject({
        kind: 'refused',
        message: 'responded with 200 noop: nothing was undone, though the call had succeeded',
      });
    });

    it.each([null, 'charge'])('is all that is known after any other confirmed call (%s)', (command) => {
      expect(judgeUndo(noop, { ...afterDone, command })).toMatchObject({
        kind: 'noop',
        reason: 'nothing to undo, says todo-service',
      });
    });

    it.each([{ status: 'NOOP: nothing to do' }, { result: { status: 'noop' } }, { result: 'noop' }, 'noop'])(
      'is understood as %j',
      (body) => {
        expect(judgeUndo(responded(200, body), afterDone).kind).toBe('refused');
      },
    );

    it('is understood as plain text, too', () => {
      const body = { kind: 'raw', text: 'noop\n', contentType: 'text/plain' } as const;
      expect(judgeUndo({ kind: 'responded', status: 200, body, bytes: 5 }, afterDone).kind).toBe('refused');
    });

    it('acknowledges when the effect was unknown', () => {
      expect(judgeUndo(noop, afterUnknown)).toMatchObject({ kind: 'acknowledged', reason: 'nothing there to undo' });
    });

    it('after an earlier revert without response acknowledges only where a ledger knows of that', () => {
      expect(judgeUndo(noop, afterSilence).kind).toBe('refused');
      const ledger = { ...target, requestIds: true };
      expect(judgeUndo(noop, { ...afterSilence, target: ledger })).toMatchObject({
        kind: 'acknowledged',
        reason: 'undone by an earlier revert',
      });
    });
  });

  describe('that is a 2xx and no JSON', () => {
    const page: ServiceResponse = {
      kind: 'responded',
      status: 200,
      body: { kind: 'raw', text: '<h1>Sign in</h1>', contentType: 'text/html' },
      bytes: 16,
    };

    it('is no response where its forms promise JSON', () => {
      const promising = { ...target, revertIsJson: true };
      expect(judgeUndo(page, { ...afterDone, target: promising }).kind).toBe('again');
      expect(judgeUndo(responded(200), { ...afterDone, target: promising }).kind).toBe('acknowledged');
    });

    it('acknowledges where they promise nothing', () => {
      expect(judgeUndo(page, afterDone).kind).toBe('acknowledged');
    });

    it('and was to be JSON is no response', () => {
      const torn: ServiceResponse = { ...page, body: { kind: 'broken', message: 'torn' } };
      expect(judgeUndo(torn, afterDone).kind).toBe('again');
    });
  });

  it.each([404, 410])('%d is an open effect after a confirmed execute', (status) => {
    expect(judgeUndo(responded(status), afterDone)).toMatchObject({ kind: 'refused', status });
  });

  it.each([404, 410])('%d acknowledges when the effect was unknown', (status) => {
    expect(judgeUndo(responded(status), afterUnknown)).toMatchObject({
      kind: 'acknowledged',
      reason: 'nothing there to undo',
    });
  });

  it.each([404, 410])('%d acknowledges when an earlier revert got no response', (status) => {
    expect(judgeUndo(responded(status), afterSilence)).toMatchObject({
      kind: 'acknowledged',
      reason: 'undone by an earlier revert',
    });
  });

  it.each([400, 401, 403, 405, 409, 422, 501])('%d is permanent, whatever was known', (status) => {
    expect(judgeUndo(responded(status), afterUnknown).kind).toBe('refused');
  });

  it.each([302, 408, 500, 502, 503])('%d asks for another try', (status) => {
    expect(judgeUndo(responded(status, {}, { retryAfterMs: 3 }), afterDone)).toMatchObject({
      kind: 'again',
      retryAfterMs: 3,
    });
  });

  it('that never came, or never left, asks for another try', () => {
    expect(judgeUndo(NO_RESPONSE, afterDone).kind).toBe('again');
    expect(judgeUndo(NOT_SENT, afterDone).kind).toBe('again');
  });

  it.each([
    ['429', responded(429)],
    ['503 with Retry-After', responded(503, {}, { retryAfterMs: 5 })],
    ['nothing, for it never left,', NOT_SENT],
  ])('%s proves that this revert did nothing', (_, response) => {
    expect(judgeUndo(response, afterDone)).toMatchObject({ kind: 'again', notExecuted: true });
  });

  it.each([202, 425])('%d means: wait, there if the service says where', (status) => {
    expect(judgeUndo(responded(status, {}, { location: '/u/1' }), afterDone)).toMatchObject({
      kind: 'in-progress',
      pollUrl: '/u/1',
    });
  });

  it('of a poll that fails leads back to the revert itself', () => {
    expect(judgeUndo(responded(404), { ...afterDone, action: 'poll' }).kind).toBe('again');
  });
});
