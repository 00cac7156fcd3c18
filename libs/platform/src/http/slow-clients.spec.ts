import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Subject } from 'rxjs';
import { TestApp } from '../testing/test-app';
import { type ServerEvent, streamEvents } from './event-stream';

const events = new Subject<ServerEvent>();
const MUCH = 'x'.repeat(32 * 1024 * 1024);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

@Controller()
class SlowController {
  @Get('much')
  much(@Res() response: Response) {
    response.send(MUCH);
  }

  @Get('late')
  async late() {
    // Longer than any of the limits below.
    await new Promise((resolve) => setTimeout(resolve, 600));
    return { here: true };
  }

  @Get('events')
  stream(@Res() response: Response) {
    streamEvents(response, events, { until: new AbortController().signal });
  }

  @Post('things')
  post() {
    return { done: true };
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

describe('clients that are slow', () => {
  let app: TestApp;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    const limits = { HTTP_HEADERS_TIMEOUT_MS: '100', HTTP_REQUEST_TIMEOUT_MS: '300', HTTP_MAX_CONNECTIONS: '3' };
    app = await TestApp.start(SlowModule, limits);
  });
  const untilNobodyIsConnected = async () => {
    const connections = () =>
      new Promise((resolve) => app.app.getHttpServer().getConnections((_: unknown, count: number) => resolve(count)));
    while ((await connections()) !== 0) await nextTurn();
  };
  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.destroy());
    await untilNobodyIsConnected();
  });
  afterAll(() => app.stop());

  const open = async (text: string): Promise<Socket> => {
    const socket = connect(app.port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(text.replaceAll('\n', '\r\n'));
    return socket;
  };
  /** Everything a server sends until it closes the connection. */
  const untilCut = async (socket: Socket): Promise<string> => {
    let all = '';
    socket.on('data', (chunk: Buffer) => (all += chunk.toString('latin1')));
    // Not once(): a reset is an error, and it is an end as well.
    await new Promise((resolve) => socket.on('close', resolve));
    return all;
  };

  it('are cut off when they do not say what they want', async () => {
    expect(await untilCut(await open('GET /ping HTTP/1.1\nHost: localhost\nX-Slow: '))).toMatch(/^HTTP\/1.1 408 /);
  });

  it('are cut off when they trickle', async () => {
    const socket = await open('POST /things HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\n');
    const trickle = setInterval(() => socket.write(' '), 20);
    expect(await untilCut(socket)).toMatch(/^(HTTP\/1.1 408 |$)/);
    clearInterval(trickle);
  });

  it('are cut off when they do not read what they asked for', async () => {
    const socket = await open('GET /much HTTP/1.1\nHost: localhost\n\n');
    socket.pause();
    await untilNobodyIsConnected();
  });

  it('are cut off when they do not read their events, before those fill the memory', async () => {
    const socket = await open('GET /events HTTP/1.1\nHost: localhost\n\n');
    await once(socket, 'data');
    socket.pause();
    let sent = 0;
    for (; events.observed; sent++, await nextTurn()) events.next({ data: MUCH.slice(0, 1024 * 1024) });
    // What one reader may leave unread, and what the kernel buffers for it.
    expect(sent).toBeLessThan(32);
  });

  it('may be as slow as they like in waiting for a response', async () => {
    expect(await app.send('GET', '/late')).toMatchObject({ status: 200 });
  });

  it('cannot take more connections than there are', async () => {
    const first = await Promise.all([1, 2, 3].map(() => open('')));
    expect(await untilCut(await open('GET /ping HTTP/1.1\nHost: localhost\n\n'))).toBe('');
    first.forEach((socket) => socket.destroy());
  });

  it.each([
    ['headers', `X-Much: ${'x'.repeat(20_000)}`, ''],
    ['an address', 'X-Little: x', `?${'x'.repeat(20_000)}`],
  ])('nor send %s without end', async (_, header, query) => {
    const text = `GET /ping${query} HTTP/1.1\nHost: localhost\n${header}\nConnection: close\n\n`;
    expect(await untilCut(await open(text))).toMatch(/^HTTP\/1.1 431 /);
  });
});
