import type { ServerResponse } from 'node:http';
import type { Observable } from 'rxjs';
import { writeAll } from './write-all';

/** A reader with this much unread is disconnected; it reconnects with its last event id. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;
const HEARTBEAT_MS = 15_000;

const HEADERS = new Map([
  ['content-type', 'text/event-stream'],
  ['cache-control', 'no-cache'],
  ['x-accel-buffering', 'no'],
]);

export interface ServerEvent {
  /** What a reader that comes back sends as `Last-Event-ID`. */
  readonly id?: string | number;
  readonly event?: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

export interface EventStreamOptions {
  /** The stream ends with this signal: a shutdown must not wait for its readers. */
  until: AbortSignal;
  heartbeatMs?: number;
}

/**
 * Responds with `text/event-stream` (WHATWG HTML, server-sent events) until the events, the reader or the app end. A
 * comment now and then keeps proxies from closing an idle stream.
 */
export function streamEvents(
  response: ServerResponse,
  events: Observable<ServerEvent>,
  { until, heartbeatMs = HEARTBEAT_MS }: EventStreamOptions,
): void {
  response.setHeaders(HEADERS);
  response.flushHeaders();
  const write = (text: string) => {
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    else response.write(text);
  };
  const end = () => response.end();
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs);
  const subscription = events.subscribe({ next: (event) => write(frame(event)), complete: end, error: end });
  until.addEventListener('abort', end, { once: true });
  response.on('close', () => {
    clearInterval(heartbeat);
    subscription.unsubscribe();
    until.removeEventListener('abort', end);
  });
  if (until.aborted) end();
}

/**
 * The same for events that are fetched one by one: the next is requested when the reader has taken the previous one, so
 * that a slow reader needs no memory.
 */
export async function streamPulledEvents(
  response: ServerResponse,
  events: AsyncIterable<ServerEvent>,
  { until, heartbeatMs = HEARTBEAT_MS }: EventStreamOptions,
): Promise<void> {
  response.setHeaders(HEADERS);
  response.flushHeaders();
  const heartbeat = setInterval(() => response.writableEnded || response.write(':\n\n'), heartbeatMs);
  const end = () => response.end();
  until.addEventListener('abort', end, { once: true });
  if (until.aborted) end();
  try {
    for await (const event of events) {
      if (!(await writeAll(response, frame(event)))) return;
    }
    response.end();
  } finally {
    clearInterval(heartbeat);
    until.removeEventListener('abort', end);
  }
}

function frame({ id, event, data }: ServerEvent): string {
  const lines = [...(id === undefined ? [] : [`id: ${id}`]), ...(event === undefined ? [] : [`event: ${event}`])];
  return [...lines, `data: ${JSON.stringify(data)}`, '', ''].join('\n');
}
