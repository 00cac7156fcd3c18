import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An API behind the console: keeps what it receives, and responds as a test says. */
export class Upstream {
  readonly received: Received[] = [];
  respond: Handler = (_request, response) => response.end('{}');

  private readonly server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    text(request).then(
      (body) => {
        this.received.push({ method, url, headers, body });
        this.respond(request, response);
      },
      () => undefined,
    );
  });

  static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    await once(upstream.server.listen(0, '127.0.0.1'), 'listening');
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
