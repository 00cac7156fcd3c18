import type { IncomingMessage } from 'node:http';

/** Kept beside the request: a digest covers the bytes as received, not the parsed value. */
const bodies = new WeakMap<IncomingMessage, Buffer>();

export function rememberRawBody(request: IncomingMessage, body: Buffer): void {
  bodies.set(request, body);
}

/** The body as received; empty when there was none. */
export function rawBodyOf(request: IncomingMessage): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}
