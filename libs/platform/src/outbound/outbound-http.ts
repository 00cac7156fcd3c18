import type { OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { connector } from './connector';
import { Exchange, type ExchangeLimits } from './exchange';
import type { OutboundConfig } from './outbound.config';
import { AddressRefused, type OutboundPolicy } from './outbound-policy';
import type { Destination, OutboundRequest } from './outbound-request';
import type { Outcome } from './outcome';

const CONNECTIONS_PER_ORIGIN = 128;

interface Way {
  /** Absent where the address is the operator's own. */
  readonly policy?: OutboundPolicy;
  /** One for each: a connection that was made under one policy is not used under another. */
  readonly agent: Agent;
}

/**
 * Calls to services nobody vouches for: to addresses the policy allows, pooled per origin, bounded in time and size, no
 * redirects, no decompression. Never throws for what a service does; the outcome says precisely what is known.
 */
export class OutboundHttp implements OnApplicationShutdown {
  private readonly ways: Readonly<Record<Destination, Way>>;
  private readonly limits: ExchangeLimits;

  constructor(policy: OutboundPolicy, config: OutboundConfig) {
    this.ways = { service: way(policy), listed: way(policy.onlyListed()), configured: way() };
    this.limits = {
      headersTimeoutMs: config.OUTBOUND_HEADERS_TIMEOUT_MS,
      minBytesPerSecond: config.OUTBOUND_MIN_BYTES_PER_S,
    };
  }

  send(request: OutboundRequest): Promise<Outcome> {
    const { method, url: address, headers, body, to = 'service' } = request;
    const { policy, agent } = this.ways[to];
    let url: URL;
    try {
      url = policy ? policy.checkUrl(address) : new URL(address);
    } catch (error) {
      return Promise.resolve({
        outcome: 'not-sent',
        message: (error as Error).message,
        ...(error instanceof AddressRefused && { refused: true }),
      });
    }
    const { origin, pathname, search } = url;
    const exchange = new Exchange(request, this.limits);
    agent.dispatch(
      { origin, path: pathname + search, method, body, headers: { ...headers, 'accept-encoding': 'identity' } },
      exchange,
    );
    return exchange.outcome;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.ways).map(({ agent }) => agent.destroy()));
  }
}

function way(policy?: OutboundPolicy): Way {
  const agent = new Agent({
    connections: CONNECTIONS_PER_ORIGIN,
    connect: connector(policy),
    // Time limits are the exchange's own: fewer timers, and one that counts from the call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return policy ? { policy, agent } : { agent };
}
