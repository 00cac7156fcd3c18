import { Injectable } from '@nestjs/common';
import { HEALTH_STATES } from '#contract';
import { Metrics } from '#platform';
import { LiveRegistry } from '../registry/live-registry';

/** The number of services, read when metrics are collected. */
@Injectable()
export class RegistryMetrics {
  constructor(metrics: Metrics, live: LiveRegistry) {
    metrics.gauge('discovery_services', 'Registered services, by health', ['health'], (gauge) => {
      for (const health of HEALTH_STATES) gauge.set({ health }, live.find({ health }).length);
    });
  }
}
