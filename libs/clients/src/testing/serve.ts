import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  url: string;
  /** `METHOD /path` of every request so far. */
  seen: string[];
  close(): Promise<void>;
}

/** A server with the given handler on a free port, for specs of clients. */
export async function serve(
  respond: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<Served> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    void request.toArray().then((chunks) => respond(request, response, Buffer.concat(chunks as Buffer[]).toString()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
