import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

export interface RecordedRequest {
  path: string;
  body: Record<string, unknown>;
}

/** Listens like discovery, responds with the statuses it is given, and records its requests. */
export class FakeDiscovery {
  readonly heard: RecordedRequest[] = [];
  /** The status of the next responses; 200 when there is none left. */
  readonly statuses: number[] = [];
  private readonly server: Server = createServer((request, response) => {
    void this.hear(request).then((status) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ registryID: `id-${this.heard.length}` }));
    });
  });

  static async start(): Promise<FakeDiscovery> {
    const discovery = new FakeDiscovery();
    discovery.server.listen(0, '127.0.0.1');
    await once(discovery.server, 'listening');
    return discovery;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get paths(): string[] {
    return this.heard.map(({ path }) => path);
  }

  /** Resolves after this many requests. */
  async until(count: number): Promise<void> {
    while (this.heard.length < count) await wait(5);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async hear(request: IncomingMessage): Promise<number> {
    this.heard.push({ path: request.url!, body: (await json(request)) as RecordedRequest['body'] });
    return this.statuses.shift() ?? 200;
  }
}
