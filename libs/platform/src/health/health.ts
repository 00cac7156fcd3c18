import { Injectable } from '@nestjs/common';
import { Draining } from '../lifecycle/draining';
import type { HealthReport } from './health-report';

/** Rejects when the dependency cannot be used. */
export type HealthCheck = () => Promise<unknown>;

/** Whether this process should receive requests. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, HealthCheck>();

  constructor(private readonly draining: Draining) {}

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  async report(): Promise<HealthReport> {
    const faults: Record<string, string> = this.draining.begun ? { process: 'shutting down' } : {};
    await Promise.all(
      [...this.checks].map(([name, check]) => check().catch((error: unknown) => (faults[name] = String(error)))),
    );
    const ready = Object.keys(faults).length === 0;
    return { status: ready ? 'ok' : 'unavailable', live: true, ready, ...(ready ? {} : { faults }) };
  }
}
