import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForeignResponse {
  status: number;
  headers?: OutgoingHttpHeaders;
  body: string;
}

/** Servers that may listen at an address of the platform. */
export class ForeignServer {
  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  static async start(respond: (method: string, path: string) => ForeignResponse): Promise<ForeignServer> {
    const server = createServer(({ method = '', url = '' }, response) => {
      const { status, headers = {}, body } = respond(method, url);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new ForeignServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
