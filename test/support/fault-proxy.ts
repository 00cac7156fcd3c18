import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** The response that the service would have given. */
export interface Proper {
  readonly status: number;
  readonly body: Buffer;
  readonly etag?: string;
}

export interface Fault {
  /** Whether the service gets the request all the same. */
  readonly reaches: boolean;
  /** Puts onto the connection whatever takes the place of the response. */
  readonly act: (socket: Socket, proper: Proper) => Promise<void> | void;
}

/** A response as it goes over the wire. */
export function wire({ status, body, etag }: Proper, length = `content-length: ${body.length}`): string {
  const headers = ['content-type: application/json', ...(etag === undefined ? [] : [`etag: ${etag}`]), length];
  return `HTTP/1.1 ${status} Said\r\n${headers.join('\r\n')}\r\n\r\n${body.toString()}`;
}

/** Writes in small pieces with pauses, as long as the client reads. */
export async function trickle(socket: Socket, text: string, pauseMs = 20): Promise<void> {
  for (const letter of text) {
    if (socket.destroyed) return;
    socket.write(letter);
    await delay(pauseMs);
  }
}

/** Stands before a service, and breaks what passes: one fault per call, by method or the last part of the path, in order. */
export class FaultProxy {
  /** The service behind. */
  target = '';
  /** Every call for which nothing is planned gets this; null lets it through. */
  always: Fault | null = null;
  private readonly planned = new Map<string, Fault[]>();
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((request) => {
    this.handle(request).catch(() => request.socket.destroy());
  });

  static async start(port = 0): Promise<FaultProxy> {
    const proxy = new FaultProxy();
    proxy.server.on('connection', (socket) => {
      proxy.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => proxy.sockets.delete(socket));
    });
    proxy.server.listen(port, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  plan(call: string, ...faults: Fault[]): this {
    this.planned.set(call, [...(this.planned.get(call) ?? []), ...faults]);
    return this;
  }

  /** Whether every fault that was planned has had its call. */
  get isSpent(): boolean {
    return [...this.planned.values()].every(({ length }) => length === 0);
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async handle(request: IncomingMessage): Promise<void> {
    const verb = (request.url ?? '').replace(/\?.*$/, '').split('/').at(-1) ?? '';
    const body = await buffer(request);
    const fault = this.planned.get(verb)?.shift() ?? this.planned.get(request.method ?? '')?.shift() ?? this.always;
    const lost: Proper = { status: 200, body: Buffer.from('{"result":null}') };
    const proper = fault?.reaches === false ? lost : await this.forward(request, body);
    if (fault) await fault.act(request.socket, proper);
    else request.socket.write(wire(proper));
  }

  private async forward({ url, method, headers }: IncomingMessage, body: Buffer): Promise<Proper> {
    const passed = httpRequest(`${this.target}${url}`, { method, headers, agent: false }).end(body);
    const [response] = (await once(passed, 'response')) as [IncomingMessage];
    const { statusCode: status = 502, headers: said } = response;
    return { status, body: await buffer(response), ...(said.etag !== undefined && { etag: said.etag }) };
  }
}
