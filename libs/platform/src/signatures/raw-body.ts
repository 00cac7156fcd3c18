import type { IncomingMessage } from 'node:http';

/** Kept beside the request: a digest is of the bytes as they came, not of what was read out of them. */
const bodies = new WeakMap<IncomingMessage, Buffer>();

export function rememberRawBody(request: IncomingMessage, body: Buffer): void {
  bodies.set(request, body);
}

/** The body as it came; empty when there was none. */
export function rawBodyOf(request: IncomingMessage): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}
