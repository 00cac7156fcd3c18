import type { IncomingHttpHeaders } from 'node:http';

/**
 * The kind of destination: a service that chose its own address; one that only an explicit allowance of name or network
 * permits; or an address from the operator's configuration, which the policy does not restrict.
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
  /** From the call to the last byte of the response, waiting for a free connection included. Default 30,000 ms. */
  timeoutMs?: number;
  /** Default 1 MiB. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export const DEFAULT_TIMEOUT_MS = 30_000;
export const DEFAULT_MAX_BYTES = 1024 * 1024;
