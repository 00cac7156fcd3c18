import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who is called: a service that chose its own address; only what the policy allows by name or network; or an
 * address of the operator's own configuration, which no policy binds.
 */
export type Destination = 'service' | 'listed' | 'configured';

export interface OutboundRequest {
  /** Default `service`. */
  to?: Destination;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute http or https address. */
  url: string;
  headers?: IncomingHttpHeaders;
  body?: string | Buffer;
  /** From the call to the last byte of the answer, waiting for a free connection included. Default 30,000 ms. */
  timeoutMs?: number;
  /** Default 1 MiB. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export const DEFAULT_TIMEOUT_MS = 30_000;
export const DEFAULT_MAX_BYTES = 1024 * 1024;
