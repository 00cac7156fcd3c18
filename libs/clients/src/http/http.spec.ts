import { nextCursor } from './page';
import { readEventStream } from './event-stream';
import { readProblem } from './read-problem';

async function* bytes(...chunks: string[]) {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

async function messages(...chunks: string[]) {
  const read = [];
  for await (const message of readEventStream(bytes(...chunks))) read.push(message);
  return read;
}

describe('an event stream', () => {
  it('is cut into messages wherever the network cut it', async () => {
    expect(await messages('id: 1\nevent: a\nda', 'ta: {"x":1}\n', '\ndata: two\n\n')).toEqual([
      { id: '1', event: 'a', data: '{"x":1}' },
      { data: 'two' },
    ]);
  });

  it('may hold heartbeats, Windows line ends and data of several lines', async () => {
    expect(await messages(': ping\n\n', 'data: one\r\ndata: two\r\n\r\n')).toEqual([{ data: 'one\ntwo' }]);
  });

  it('leaves out a message that was broken off', async () => {
    expect(await messages('data: whole\n\ndata: hal')).toEqual([{ data: 'whole' }]);
  });
});

describe('an error response', () => {
  it('is read from a problem document', () => {
    const text = JSON.stringify({
      code: 'unprocessable',
      detail: 'two faults',
      errors: [{ pointer: '/steps', message: 'expected an array' }],
    });
    expect(readProblem({ status: 422, text, retryAfter: '2' })).toEqual({
      status: 422,
      code: 'unprocessable',
      detail: 'two faults',
      errors: [{ pointer: '/steps', message: 'expected an array' }],
      retryAfterMs: 2_000,
    });
  });

  it('is understood when it is anything else', () => {
    expect(readProblem({ status: 502, text: '<html>' })).toMatchObject({
      code: 'bad-answer',
      detail: 'it responded with 502',
    });
    expect(readProblem({ status: 500, text: '{"error":"no"}' })).toMatchObject({ detail: 'no' });
  });
});

describe('the cursor of the next page', () => {
  it('comes out of the Link header', () => {
    expect(nextCursor('</jobs?limit=2&cursor=a%2Fb>; rel="next"')).toBe('a/b');
    expect(nextCursor('<http://h/jobs?cursor=p>; rel="prev", <http://h/jobs?cursor=n>; rel="next"')).toBe('n');
    expect(nextCursor('</jobs?cursor=p>; rel="prev"')).toBeUndefined();
    expect(nextCursor(undefined)).toBeUndefined();
  });
});
