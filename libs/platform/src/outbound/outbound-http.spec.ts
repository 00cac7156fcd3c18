import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { loadConfig } from '../config/load-config';
import { OutboundConfig } from './outbound.config';
import { OutboundHttp } from './outbound-http';
import { outboundPolicyOf } from './outbound-policy';

/** What a server does with a connection once the first bytes of a request have come. */
type Behaviour = (socket: Socket, request: string) => unknown;

describe('calls to services', () => {
  const config = loadConfig(OutboundConfig, {});
  const outbound = new OutboundHttp(outboundPolicyOf(config, '127.0.0.1'), config);
  const servers: Server[] = [];
  const sockets = new Set<Socket>();

  const serve = async (behave: Behaviour): Promise<string> => {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('data', (data) => behave(socket, data.toString()));
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const post = (url: string, more: object = {}) => outbound.send({ method: 'POST', url, body: '{}', ...more });
  const respond =
    (text: string): Behaviour =>
    (socket) =>
      socket.write(text.replaceAll('\n', '\r\n'));

  afterAll(async () => {
    await outbound.onApplicationShutdown();
    sockets.forEach((socket) => socket.destroy());
    servers.forEach((server) => server.close());
  });

  it('give status, headers and body of a full response', async () => {
    const url = await serve(respond('HTTP/1.1 409 Conflict\ncontent-length: 2\nx-why: that\n\n{}'));
    expect(await post(url)).toEqual({
      outcome: 'responded',
      status: 409,
      headers: { 'content-length': '2', 'x-why': 'that' },
      body: Buffer.from('{}'),
    });
  });

  it('send what they were given, and ask for no compression', async () => {
    let seen = '';
    const url = await serve((socket, request) => {
      seen = request;
      respond('HTTP/1.1 204 No Content\n\n')(socket, request);
    });
    await post(`${url}/execute?dry=1`, { headers: { 'Idempotency-Key': 'k', 'accept-encoding': 'gzip' } });
    expect(seen).toMatch(/^POST \/execute\?dry=1 HTTP\/1.1\r\n/);
    expect(seen).toMatch(/idempotency-key: k\r\n/i);
    expect(seen.match(/accept-encoding: .*/g)).toEqual(['accept-encoding: identity']);
    expect(seen).toMatch(/\r\n\r\n\{\}$/);
  });

  it('do not wait for one another: how many there may be at once is not decided here', async () => {
    let heard = 0;
    const url = await serve(() => (heard += 1));
    const calls = Array.from({ length: 300 }, () => post(url, { timeoutMs: 20_000 }));
    while (heard < calls.length) await new Promise(setImmediate);
    sockets.forEach((socket) => socket.destroy());
    expect(new Set((await Promise.all(calls)).map(({ outcome }) => outcome))).toEqual(new Set(['no-response']));
  });

  it('do not follow redirects', async () => {
    const url = await serve(
      respond('HTTP/1.1 307 Temporary Redirect\nlocation: http://127.0.0.1:1/\ncontent-length: 0\n\n'),
    );
    expect(await post(url)).toMatchObject({ outcome: 'responded', status: 307 });
  });

  it('are not confused by an interim response', async () => {
    const url = await serve(respond('HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\ncontent-length: 0\n\n'));
    expect(await post(url)).toMatchObject({ outcome: 'responded', status: 200 });
  });

  describe('are not confused by an unsolicited `100 Continue`', () => {
    const final = 'HTTP/1.1 200 OK\ncontent-length: 2\n\n{}';
    const CONTINUE = 'HTTP/1.1 100 Continue\n\n';
    const pieces = async (...parts: string[]) => {
      const url = await serve(async (socket, request) => {
        for (const part of parts) {
          respond(part)(socket, request);
          await setTimeout(5);
        }
      });
      return post(url, { timeoutMs: 1_000 });
    };

    it.each<[string, string[]]>([
      ['in one piece with the response', [CONTINUE + final]],
      ['before it', [CONTINUE, final]],
      [
        'with header fields, torn anywhere',
        ['HTTP/1.', '1 10', '0 Continue\nx-', 'y: z\n', '\n', 'HTT', `P${final.slice(4)}`],
      ],
      [
        'several times, among other interim responses',
        [CONTINUE.repeat(3) + 'HTTP/1.1 103 Early Hints\n\n', CONTINUE + final],
      ],
    ])('%s', async (_, parts) => {
      expect(await pieces(...parts)).toMatchObject({ outcome: 'responded', status: 200, body: Buffer.from('{}') });
    });

    it('on a connection that is used again, and leave alone what only looks like it', async () => {
      const body = CONTINUE.replaceAll('\n', '\r\n');
      const url = await serve(respond(`${CONTINUE}HTTP/1.1 200 OK\ncontent-length: ${body.length}\n\n${CONTINUE}`));
      for (let n = 0; n < 3; n++) expect(await post(url)).toMatchObject({ status: 200, body: Buffer.from(body) });
    });

    it('but do not listen to it for ever', async () => {
      expect(await pieces(CONTINUE.repeat(100) + final)).toMatchObject({ outcome: 'no-response' });
    });
  });

  it.each([
    ['retry-after: 1\nretry-after: 1\n', '1'],
    ['retry-after: 1\nRetry-After: 2\n', '1, 2'],
  ])('give a header that comes twice as one value: %j', async (fields, expected) => {
    const url = await serve(respond(`HTTP/1.1 503 Busy\n${fields}content-length: 0\n\n`));
    expect(await post(url)).toMatchObject({ status: 503, headers: { 'retry-after': expected } });
  });

  describe('that were proven not to have been sent', () => {
    it('because the connection is refused', async () => {
      expect(await post('http://127.0.0.1:1/')).toMatchObject({
        outcome: 'not-sent',
        message: expect.stringContaining('ECONNREFUSED'),
      });
    });

    it('because there is no such host', async () => {
      expect(await post('http://no-such-host.invalid/')).toMatchObject({ outcome: 'not-sent' });
    });

    it('because they were given up before a connection was free', async () => {
      const signal = AbortSignal.abort();
      expect(await post(await serve(() => undefined), { signal })).toMatchObject({ outcome: 'not-sent' });
    });
  });

  describe('whose fate is unknown', () => {
    const unknown: [string, string, Behaviour, object][] = [
      ['there was no response in time', 'timeout', () => undefined, { timeoutMs: 50 }],
      ['the connection broke', 'connection-lost', (socket) => socket.resetAndDestroy(), {}],
      ['the connection was closed', 'connection-lost', (socket) => socket.end(), {}],
      [
        'the response was cut short',
        'truncated',
        (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
        {},
      ],
      [
        'the chunks were cut short',
        'truncated',
        (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{'),
        {},
      ],
      ['the response never ended', 'timeout', respond('HTTP/1.1 200 OK\ncontent-length: 9\n\n{'), { timeoutMs: 50 }],
      [
        'the response was too large',
        'too-large',
        respond(`HTTP/1.1 200 OK\ncontent-length: 20\n\n${'x'.repeat(20)}`),
        { maxBytes: 10 },
      ],
      ['the response was not HTTP', 'malformed', respond('SSH-2.0-OpenSSH\n\n'), {}],
    ];
    it.each(unknown)('because %s', async (_, why, behave, options) => {
      expect(await post(await serve(behave), options)).toMatchObject({ outcome: 'no-response', why });
    });

    it('because its status line is none, which is told in words', async () => {
      const url = await serve(respond('HTTP/1.1 000 \ncontent-length: 0\n\n'));
      const told = { outcome: 'no-response', message: 'the response is not valid HTTP' };
      expect(await post(url, {})).toMatchObject(told);
    });

    it('because they were given up after they had been sent', async () => {
      const giveUp = new AbortController();
      const url = await serve(() => giveUp.abort());
      expect(await post(url, { signal: giveUp.signal })).toMatchObject({ outcome: 'no-response', why: 'aborted' });
    });
  });
});
