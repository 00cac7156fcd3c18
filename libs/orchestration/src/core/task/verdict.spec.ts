import { responded, NOT_SENT, NO_RESPONSE } from '../testing/test-job';
import { type ServiceResponse, type ResponseBody } from '../model/service-response';
import { type ForwardCall, judgeForward } from './verdict';

const first: ForwardCall = { action: 'execute', settles: false, unconfirmed: false };
const again: ForwardCall = { ...first, unconfirmed: true };
const settling: ForwardCall = { action: 'repeat', settles: true, unconfirmed: true };
const poll: ForwardCall = { action: 'poll', settles: false, unconfirmed: true };

const kind = (response: ServiceResponse, call: ForwardCall) => judgeForward(response, call).kind;
const with200 = (body: ResponseBody): ServiceResponse => ({ kind: 'responded', status: 200, body, bytes: 1 });

describe('the response to the one and only send', () => {
  it.each([200, 201, 204, 299])('%d is a success', (status) => {
    expect(kind(responded(status), first)).toBe('succeeded');
  });

  it.each([400, 401, 403, 404, 409, 410, 422, 451])(
    '%d proves that nothing was executed, and asking again is no use',
    (status) => {
      expect(judgeForward(responded(status), first)).toMatchObject({ kind: 'not-executed', retryable: false });
    },
  );

  it.each([300, 302, 303, 408, 500, 501, 502, 503, 504])('%d proves nothing', (status) => {
    expect(judgeForward(responded(status), first)).toMatchObject({ kind: 'unknown', retryable: true });
  });

  it.each([
    ['429', responded(429)],
    ['503 with Retry-After', responded(503, {}, { retryAfterMs: 5 })],
  ])('%s proves that nothing was executed, and the same message may be sent again', (_, response) => {
    expect(judgeForward(response, first)).toMatchObject({ kind: 'not-executed', retryable: true, absent: true });
    expect(judgeForward(response, again)).toMatchObject({ kind: 'unknown', retryable: true });
    expect(kind(response, poll)).toBe('in-progress');
  });

  it.each([202, 425])('%d means: wait', (status) => {
    expect(kind(responded(status), first)).toBe('in-progress');
  });

  it('409 means wait when it says so, by a code or by a time', () => {
    expect(kind(responded(409, { code: 'request-in-progress' }), first)).toBe('in-progress');
    expect(kind(responded(409, { code: 'IN_PROGRESS' }), first)).toBe('in-progress');
    expect(kind(responded(409, {}, { retryAfterMs: 5 }), first)).toBe('in-progress');
    expect(kind(responded(409, { code: 'already-exists' }), first)).toBe('not-executed');
  });

  it('that never left proves that nothing was executed, and may be tried again', () => {
    expect(judgeForward(NOT_SENT, first)).toMatchObject({ kind: 'not-executed', retryable: true });
  });

  it('that the policy kept in proves it too, and trying again is no use', () => {
    const refused: ServiceResponse = {
      kind: 'not-sent',
      message: 'it is private',
      refusal: { code: 'address-refused', final: true },
    };
    expect(judgeForward(refused, first)).toMatchObject({
      kind: 'not-executed',
      retryable: false,
      code: 'address-refused',
    });
    expect(kind(refused, again)).toBe('unknown');
  });

  it('that never came proves nothing', () => {
    expect(judgeForward(NO_RESPONSE, first)).toMatchObject({ kind: 'unknown', retryable: true });
  });

  it('keeps how long the service asks to wait, and where it wants to be asked', () => {
    expect(judgeForward(responded(202, {}, { retryAfterMs: 7, location: '/jobs/1' }), first)).toMatchObject({
      retryAfterMs: 7,
      pollUrl: '/jobs/1',
    });
    expect(judgeForward(responded(503, {}, { retryAfterMs: 9 }), first)).toMatchObject({ retryAfterMs: 9 });
  });
});

describe('the body of a 2xx', () => {
  it.each<[string, ResponseBody, object]>([
    ['that is empty is a success with null', { kind: 'empty' }, { kind: 'succeeded', body: null, raw: false }],
    ['that is JSON is the result', { kind: 'json', value: [1] }, { kind: 'succeeded', body: [1], raw: false }],
    [
      'that is something else is kept raw',
      { kind: 'raw', text: 'hi', contentType: 'text/plain' },
      { kind: 'succeeded', body: { _raw: 'hi', _contentType: 'text/plain' }, raw: true },
    ],
    ['that is broken JSON proves nothing', { kind: 'broken', message: 'torn' }, { kind: 'unknown', retryable: true }],
    ['beyond a limit means done, and of no use', { kind: 'refused', message: 'too deep' }, { kind: 'unusable' }],
  ])('%s', (_, body, verdict) => {
    expect(judgeForward(with200(body), first)).toMatchObject(verdict);
  });
});

describe('after an earlier send without response', () => {
  it.each([400, 404, 409, 422])('%d proves nothing any more', (status) => {
    expect(judgeForward(responded(status), again)).toMatchObject({ kind: 'unknown', retryable: false });
  });

  it('not getting through proves nothing either', () => {
    expect(kind(NOT_SENT, again)).toBe('unknown');
  });

  it('a success is a success', () => {
    expect(kind(responded(200), again)).toBe('succeeded');
  });
});

describe('a repeat that is to settle an outcome', () => {
  it.each(['noop', 'NOOP', 'noop: repeat is not implemented'])('settles nothing when it says %j', (status) => {
    expect(judgeForward(responded(200, { status }), settling)).toMatchObject({ kind: 'unknown', retryable: false });
  });

  it.each([404, 405, 501])('is not offered where the response is %d', (status) => {
    expect(judgeForward(responded(status), settling)).toMatchObject({ kind: 'unknown', noRepeat: true });
  });

  it('settles it by any other success', () => {
    expect(kind(responded(200, { status: 'done' }), settling)).toBe('succeeded');
  });

  it('settles nothing either when the noop is only heard of by polling', () => {
    expect(kind(responded(200, { status: 'noop' }), { ...poll, settles: true })).toBe('unknown');
    expect(judgeForward(responded(404), { ...poll, settles: true })).not.toHaveProperty('noRepeat');
  });

  it('that the author asked for may say noop: that is its result', () => {
    expect(kind(responded(200, { status: 'noop' }), { ...first, action: 'repeat' })).toBe('succeeded');
  });
});

describe('a poll', () => {
  it('never proves that nothing was executed', () => {
    expect(judgeForward(responded(404), poll)).toMatchObject({ kind: 'unknown', retryable: true });
    expect(kind(NOT_SENT, { ...poll, unconfirmed: false })).toBe('unknown');
  });

  it('is sent on by 303', () => {
    expect(judgeForward(responded(303, {}, { location: '/done' }), poll)).toMatchObject({
      kind: 'in-progress',
      pollUrl: '/done',
    });
    expect(kind(responded(303), poll)).toBe('unknown');
  });
});

it('says in one line what the service said', () => {
  expect(judgeForward(responded(422, { detail: 'no stock' }), first)).toMatchObject({
    message: 'responded with 422: no stock',
  });
  expect(judgeForward(responded(422, { error: 'x'.repeat(500) }), first)).toMatchObject({
    message: `responded with 422: ${'x'.repeat(299)}…`,
  });
});
