import { answered, NOT_SENT, UNANSWERED } from '../testing/story';
import { judgeUndo, type UndoCall } from './verdict';

const afterDone: UndoCall = { action: 'revert', effect: 'done', unanswered: false };
const afterUnknown: UndoCall = { ...afterDone, effect: 'unknown' };
const afterSilence: UndoCall = { ...afterDone, unanswered: true };

describe('the answer to a revert', () => {
  it.each([200, 204])('%d acknowledges it, whatever its body', (status) => {
    expect(judgeUndo(answered(status, { status: 'noop' }), afterDone).kind).toBe('acknowledged');
  });

  it.each([404, 410])('%d is an open effect after a confirmed execute', (status) => {
    expect(judgeUndo(answered(status), afterDone)).toMatchObject({ kind: 'refused', status });
  });

  it.each([404, 410])('%d acknowledges when nobody knew whether there was an effect', (status) => {
    expect(judgeUndo(answered(status), afterUnknown)).toMatchObject({
      kind: 'acknowledged',
      reason: 'nothing there to undo',
    });
  });

  it.each([404, 410])('%d acknowledges when an earlier revert went unanswered', (status) => {
    expect(judgeUndo(answered(status), afterSilence)).toMatchObject({
      kind: 'acknowledged',
      reason: 'undone by an earlier revert',
    });
  });

  it.each([400, 401, 403, 405, 409, 422, 501])('%d is permanent, whatever was known', (status) => {
    expect(judgeUndo(answered(status), afterUnknown).kind).toBe('refused');
  });

  it.each([302, 408, 500, 502, 503])('%d asks for another try', (status) => {
    expect(judgeUndo(answered(status, {}, { retryAfterMs: 3 }), afterDone)).toMatchObject({
      kind: 'again',
      retryAfterMs: 3,
    });
  });

  it('that never came, or never left, asks for another try', () => {
    expect(judgeUndo(UNANSWERED, afterDone).kind).toBe('again');
    expect(judgeUndo(NOT_SENT, afterDone).kind).toBe('again');
  });

  it.each([
    ['429', answered(429)],
    ['503 with Retry-After', answered(503, {}, { retryAfterMs: 5 })],
    ['nothing, for it never left,', NOT_SENT],
  ])('%s proves that this revert did nothing', (_, answer) => {
    expect(judgeUndo(answer, afterDone)).toMatchObject({ kind: 'again', notExecuted: true });
  });

  it.each([202, 425])('%d means: wait, there if the service says where', (status) => {
    expect(judgeUndo(answered(status, {}, { location: '/u/1' }), afterDone)).toMatchObject({
      kind: 'in-progress',
      pollUrl: '/u/1',
    });
  });

  it('of a poll that fails leads back to the revert itself', () => {
    expect(judgeUndo(answered(404), { ...afterDone, action: 'poll' }).kind).toBe('again');
  });
});
