import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { connector } from './connector';
import { Exchange } from './exchange';
import type { OutboundRequest } from './outbound-request';
import type { Outcome } from './outcome';

const CONNECTIONS_PER_ORIGIN = 128;

/**
 * Calls to services nobody vouches for: pooled per origin, bounded in time and size, no redirects, no decompression.
 * Never throws for what a service does; the outcome says precisely what is known.
 */
@Injectable()
export class OutboundHttp implements OnApplicationShutdown {
  /** Time limits are the exchange's own: one timer instead of three. */
  private readonly agent = new Agent({
    connections: CONNECTIONS_PER_ORIGIN,
    connect: connector(),
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  send(request: OutboundRequest): Promise<Outcome> {
    const { method, url, headers, body } = request;
    const { origin, pathname, search } = new URL(url);
    const exchange = new Exchange(request);
    this.agent.dispatch(
      { origin, path: pathname + search, method, body, headers: { ...headers, 'accept-encoding': 'identity' } },
      exchange,
    );
    return exchange.outcome;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}
