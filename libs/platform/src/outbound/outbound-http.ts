import type { OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { extend, memoize } from '#contract/pure';
import { connector } from './connector';
import { Exchange, type ExchangeLimits } from './exchange';
import type { OutboundConfig } from './outbound.config';
import { AddressRefused, type OutboundPolicy } from './outbound-policy';
import type { Destination, OutboundRequest } from './outbound-request';
import type { ExchangeOutcome } from './outcome';

/**
 * For the platform's own services. The caller bounds how many calls a service gets at once: here they would only queue.
 */
const CONNECTIONS_PER_ORIGIN = 128;
const IDENTITY = { 'accept-encoding': 'identity' };

interface Way {
  /**
   * Parses an address; the same few are called again and again.
   * @throws AddressRefused
   */
  readonly placeOf: (address: string) => Place;
  /** One pool per policy: a connection that one policy allowed must not be reused under another. */
  readonly agent: Agent;
}

interface Place {
  readonly origin: string;
  readonly path: string;
}

/**
 * Calls to untrusted services: only to addresses the policy allows, pooled per origin, bounded in time and size, no
 * redirects, no decompression. Never throws for what a service does; the outcome says precisely what is known.
 */
export class OutboundHttp implements OnApplicationShutdown {
  private readonly ways: Readonly<Record<Destination, Way>>;
  private readonly limits: ExchangeLimits;

  constructor(policy: OutboundPolicy, config: OutboundConfig) {
    this.ways = {
      service: way(null, policy),
      listed: way(CONNECTIONS_PER_ORIGIN, policy.onlyListed()),
      configured: way(CONNECTIONS_PER_ORIGIN),
    };
    this.limits = {
      headersTimeoutMs: config.OUTBOUND_HEADERS_TIMEOUT_MS,
      minBytesPerSecond: config.OUTBOUND_MIN_BYTES_PER_S,
    };
  }

  send(request: OutboundRequest): Promise<ExchangeOutcome> {
    const { method, url: address, headers, body, to = 'service' } = request;
    const { placeOf, agent } = this.ways[to];
    let place: Place;
    try {
      place = placeOf(address);
    } catch (error) {
      return Promise.resolve({
        outcome: 'not-sent',
        message: (error as Error).message,
        ...(error instanceof AddressRefused && { refused: true }),
      });
    }
    const { origin, path } = place;
    const exchange = new Exchange(request, this.limits);
    agent.dispatch({ origin, path, method, body, headers: extend(headers, IDENTITY) }, exchange);
    return exchange.outcome;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.ways).map(({ agent }) => agent.destroy()));
  }
}

function way(connections: number | null, policy?: OutboundPolicy): Way {
  const agent = new Agent({
    connections,
    connect: connector(policy),
    // The exchange has its own time limits: fewer timers, and one that counts from the call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const read = (address: string): URL => (policy ? policy.checkUrl(address) : new URL(address));
  return { placeOf: memoize((address) => toPlace(read(address))), agent };
}

function toPlace({ origin, pathname, search }: URL): Place {
  return { origin, path: pathname + search };
}
