import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real HTTP service that responds to every request with one status, or never. */
export class TestService {
  /** Paths requested so far. */
  readonly asked: string[] = [];
  private status: number | 'nothing' = 200;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      this.asked.push(request.url ?? '');
      if (this.status !== 'nothing') response.writeHead(this.status).end();
    });
  }

  static async start(): Promise<TestService> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new TestService(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  respondsWith(status: number | 'nothing'): void {
    this.status = status;
  }

  /** Resolves after that many requests. */
  async askedTimes(times: number): Promise<void> {
    while (this.asked.length < times) await new Promise((next) => this.server.once('request', next));
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }
}
