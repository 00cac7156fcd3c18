import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { Custom, Text } from '#contract';
import { Public } from '../auth/access';
import { TestApp } from '../testing/test-app';
import { readSwitch, readTime, readWhole } from './query-values';

class Search {
  @Text()
  name?: string;

  @Custom({}, { name: 'tags', expected: 'strings', test: () => true, schema: { type: 'string' } })
  tag?: string | string[];
}

@Public()
@Controller('things')
class ThingController {
  @Get()
  search(@Query() query: Search) {
    return query;
  }

  @Get(':id')
  get(@Query('wait') wait?: string, @Query('size') size?: string) {
    return { wait, size };
  }

  @Post()
  make(@Body() body: unknown) {
    return { body };
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

describe('requests that would be understood otherwise than they were meant', () => {
  let app: TestApp;
  beforeAll(async () => (app = await TestApp.start(ThingModule)));
  afterAll(() => app.stop());

  /** Written by hand, because HTTP clients refuse to send it. */
  const raw = async (...lines: string[]): Promise<string> => {
    const socket = connect(app.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(Buffer.from(`${lines.join('\r\n')}`, 'latin1'));
    return text(socket);
  };
  const post = (...headers: string[]) =>
    raw('POST /things HTTP/1.1', 'Host: a', 'Connection: close', ...headers, '', '{}');

  it.each([
    ['idempotency-key', ['Idempotency-Key: a', 'Idempotency-Key: b']],
    ['idempotency-key', ['Idempotency-Key: a', 'idempotency-key: a']],
    ['if-match', ['If-Match: "1"', 'If-Match: "2"']],
    ['content-type', ['Content-Type: text/plain', 'Content-Type: application/json']],
    ['authorization', ['Authorization: Bearer a', 'Authorization: Bearer b']],
  ])('have the header %s twice', async (name, headers) => {
    const response = await post('Content-Length: 2', ...headers);
    expect(response).toMatch(/^HTTP\/1.1 400 /);
    expect(response).toContain(`The header ${name} comes more than once`);
  });

  it.each([
    ['two lengths', ['Content-Length: 2', 'Content-Length: 3']],
    ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked']],
  ])('have %s', async (_, headers) => {
    expect(await post(...headers)).toMatch(/^HTTP\/1.1 400 /);
  });

  it.each(['Accept: a', 'Cookie: a=b', 'Via: x', 'Forwarded: for=a'])('are not those with %s twice', async (header) => {
    expect(await post('Content-Length: 2', header, header)).toMatch(/^HTTP\/1.1 201 /);
  });

  it.each([
    '/things/%00',
    '/things/a%zz',
    '/things/%c3%28',
    '/things/%',
    '/things?name=%00',
    '/things?name=%',
    '/%00',
    '/%ff',
  ])('have the address %s', async (path) => {
    const { status, body } = await app.send('GET', path);
    expect({ status, code: (JSON.parse(body) as { code: string }).code }).toEqual({
      status: 400,
      code: 'invalid-request',
    });
  });

  it('have an address that is not encoded', async () => {
    expect(await raw('GET /things?name=gr\u00fcn HTTP/1.1', 'Host: a', 'Connection: close', '', '')).toMatch(
      /^HTTP\/1.1 400 /,
    );
  });

  it.each([
    ['/things?nam=a', ['/nam']],
    ['/things?name=a&name=b', ['/name']],
    ['/things/1?wait=true&wait=true', ['/wait']],
    ['/things/1?limit=1&x=', ['/limit', '/x']],
    ['/health?deep=1', ['/deep']],
  ])('ask for what the route does not know: %s', async (path, pointers) => {
    const { status, body } = await app.send('GET', path);
    const { errors } = JSON.parse(body) as { errors: { pointer: string }[] };
    expect({ status, pointers: errors.map(({ pointer }) => pointer) }).toEqual({ status: 400, pointers });
  });

  it.each(['/things?name=a&tag=b&tag=c', '/things/1?wait=true&size=2', '/things?', '/things?name=%C3%BC'])(
    'are not ones such as %s',
    async (path) => expect((await app.send('GET', path)).status).toBe(200),
  );
});

describe('a value in a query', () => {
  it.each([
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '2026-13-01',
    '2026-00-10',
    '2026-01-01T25:00:00Z',
    '2026-1-1',
    'now',
    '',
  ])('is no time: %s', (text) => expect(() => readTime('since', text)).toThrow('expected a time'));
  it.each(['2024-02-29', '2026-01-31T10:00:00Z', '2026-01-31T10:00:00.123456+02:00', '2026-12-31T23:59Z'])(
    'is a time: %s',
    (text) => expect(readTime('since', text)).toBe(Date.parse(text)),
  );
  it.each(['', '1e2', '0x10', ' 5', '-1', '1.0', '11'])('is no whole number up to 10: %j', (text) =>
    expect(() => readWhole('limit', text, 0, 10)).toThrow('expected a whole number'),
  );
  it('is a switch', () => {
    expect([undefined, 'false', 'true', ''].map((text) => readSwitch('wait', text))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(() => readSwitch('wait', 'yes')).toThrow('expected true or false');
  });
});
