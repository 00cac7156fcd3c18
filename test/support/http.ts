import { setTimeout as delay } from 'node:timers/promises';

/** One exchange, with the body read: as JSON where it is JSON, as text where it is not. */
export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly type: string;
  readonly body: T;
}

export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Give up after so many milliseconds. */
  readonly within?: number;
}

export async function ask<T = never>(
  url: string,
  { body, headers = {}, within = 15_000, method = body === undefined ? 'GET' : 'POST' }: Asking = {},
): Promise<Reply<T>> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(within),
    redirect: 'manual',
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  return {
    status: response.status,
    headers: response.headers,
    type,
    body: (type.endsWith('json') ? JSON.parse(text) : text) as T,
  };
}

/** Sends again what an overloaded process refused, as every client should: nothing was done. */
export async function whenTaken<T>(send: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (;;) {
    const reply = await send();
    if ((reply.body as { code?: string }).code !== 'overloaded') return reply;
    await delay(Number(reply.headers.get('retry-after')) * 1_000);
  }
}
