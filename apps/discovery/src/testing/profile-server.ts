import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server of ALPS profiles, each at its path; anything else is 404. */
export class ProfileServer {
  /** Paths requested so far, with the status of the response. */
  readonly requests: string[] = [];
  private readonly paths = new Map<string, Respond>();

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      response.on('close', () => {
        this.requests.push(`${response.statusCode} ${request.url}`);
        this.server.emit('logged');
      });
      const respond = this.paths.get(request.url ?? '');
      if (respond) respond(request, response);
      else response.writeHead(404).end();
    });
  }

  static async start(): Promise<ProfileServer> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new ProfileServer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Serves a profile of these descriptors, with an ETag that only its content changes. Returns its address. */
  profile(path: string, descriptor: readonly object[]): string {
    const body = JSON.stringify({ alps: { version: '1.0', descriptor } });
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    return this.serve(path, (request, response) => {
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else response.writeHead(200, { 'content-type': 'application/alps+json', etag }).end(body);
    });
  }

  serve(path: string, respond: Respond): string {
    this.paths.set(path, respond);
    return this.url + path;
  }

  /** Resolves after such a request, with its status. */
  async requested(line: string): Promise<void> {
    while (!this.requests.includes(line)) await new Promise<void>((next) => this.server.once('logged', next));
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }
}
