import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** By then every request has its response or a closed connection. */
const HANG_MS = 30_000;
const NO_RESPONSE = 0;

export type Headers = Record<string, string | string[]>;

/** Sends a request as it is; returns the status. */
export async function send(method: string, url: string, body?: string | Buffer, headers?: Headers): Promise<number> {
  return (await exchange(method, url, body, headers)).status;
}

/** Sends a request as it is; the status is 0 where there was no response. */
export function exchange(
  method: string,
  url: string,
  body?: string | Buffer,
  headers: Headers = {},
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  // As it is written: `URL` would tidy it up.
  const path = url.slice(url.indexOf('/', 'http://'.length));
  const length =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers: { ...length, ...headers }, agent: false };
    const sent = request({ ...options, timeout: HANG_MS }, (response) => {
      const chunks: Buffer[] = [];
      const done = (): void => resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() });
      response
        .on('error', reject)
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', done);
      // It goes on for ever: that it began is all there is to see.
      if (response.headers['content-type'] !== 'text/event-stream') return;
      done();
      sent.destroy();
    });
    sent.on('timeout', () => sent.destroy(new Error(`no response to ${method} ${path.slice(0, 100)}`)));
    // The response may be there before everything was sent, and the connection closed.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET'
        ? resolve({ status: NO_RESPONSE, text: '' })
        : reject(error),
    );
    sent.end(body);
  });
}

/** Sends bytes over a connection of its own; returns the status of the first response, 0 where there was none. */
export async function sendRaw(url: string, parts: readonly string[], pauseMs = 0): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  for (const part of parts) {
    if (socket.destroyed) break;
    socket.write(part);
    if (pauseMs > 0) await delay(pauseMs);
  }
  const deadline = Date.now() + HANG_MS;
  while (chunks.length === 0 && !socket.destroyed && Date.now() < deadline) await delay(5);
  socket.destroy();
  await closed;
  return Number(/^HTTP\/1\.1 (\d+)/.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? NO_RESPONSE);
}
