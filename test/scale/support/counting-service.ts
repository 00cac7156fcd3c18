import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A service that keeps nothing but the number of its calls: of a million of them. */
export class CountingService {
  readonly tag = 'counting';
  readonly name = 'counting-service';
  executed = 0;
  reverted = 0;
  /** From this call on it refuses. */
  refusesFrom = Infinity;

  private readonly server = createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      const text = JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.end(text);
    };
    if (request.method === 'GET') return send(200, FORMS);
    json(request).then(
      () => {
        if (request.url === '/revert') return send(200, { reverted: ++this.reverted });
        const status = ++this.executed >= this.refusesFrom ? 422 : 200;
        send(status, { ok: status === 200 });
      },
      () => response.destroy(),
    );
  });

  static async start(discovery: string): Promise<CountingService> {
    const service = new CountingService();
    service.server.keepAliveTimeout = 60_000;
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    const url = `http://127.0.0.1:${(service.server.address() as AddressInfo).port}`;
    const body = { name: service.name, url, resources: [service.tag], endpoints: ['/execute', '/repeat', '/revert'] };
    const response = await fetch(`${discovery}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status > 201) throw new Error(`register responded with ${response.status}`);
    return service;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const FORMS = { resource: 'counting', requestIds: true, messageStructure: {}, affordances: [{ command: 'create' }] };
