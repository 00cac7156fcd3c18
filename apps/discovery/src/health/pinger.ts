import { Injectable } from '@nestjs/common';
import { Metrics, OutboundHttp } from '#platform';
import { DiscoveryConfig } from '../config/discovery.config';
import type { ServiceRegistration } from '../core/entry';
import type { LifeEvent } from '../core/lifecycle';
import { pingTarget, isPingSuccess } from '../core/ping-target';

/** The body of a ping is ignored. */
const MAX_BYTES = 64 * 1024;

/** Checks whether a service is up. */
@Injectable()
export class Pinger {
  private readonly pings;

  constructor(
    private readonly http: OutboundHttp,
    private readonly config: DiscoveryConfig,
    metrics: Metrics,
  ) {
    this.pings = metrics.counter('discovery_pings_total', 'Pings of services, by outcome', ['outcome']);
  }

  async ping(registration: ServiceRegistration, signal: AbortSignal): Promise<LifeEvent> {
    const url = pingTarget(registration);
    const timeoutMs = this.config.DISCOVERY_PING_TIMEOUT_MS;
    const outcome = await this.http.send({ method: 'GET', url, timeoutMs, maxBytes: MAX_BYTES, signal });
    const status = 'status' in outcome ? outcome.status : undefined;
    const alive = status !== undefined && isPingSuccess(registration, status);
    if (!signal.aborted) this.pings.inc({ outcome: alive ? 'answered' : 'missed' });
    if (alive) return { type: 'answered' };
    const what = outcome.outcome === 'responded' ? `responded ${outcome.status}` : outcome.message;
    return { type: 'missed', reason: `GET ${url}: ${what}` };
  }
}
