import { Logger } from '@nestjs/common';
import type { Metrics } from '#platform';
import type { Database } from './database';
import type { DatabaseFailure, FailureKind } from './database-failure';

/** In an outage every request fails; one log line per this many milliseconds is enough. */
const QUIET_MS = 10_000;

/** Counts and logs database failures, and reports how the connection pool is used. */
export class DatabaseWatch {
  private readonly logger = new Logger('Database');
  private readonly failures;
  private readonly toldAt = new Map<FailureKind, number>();

  constructor(private readonly metrics: Metrics) {
    this.failures = metrics.counter('database_failures_total', 'What failed of the database, by what is known', [
      'kind',
    ]);
  }

  failed({ kind, message, details: { cause } }: DatabaseFailure): void {
    this.failures.inc({ kind });
    const now = performance.now();
    if (kind === 'damaged') {
      this.logger.error({
        message: `${message}: stop it, run npm run verify-data, restore a backup`,
        kind,
        reason: String(cause),
      });
      return;
    }
    if (kind === 'again' || now - (this.toldAt.get(kind) ?? -Infinity) < QUIET_MS) return;
    this.toldAt.set(kind, now);
    this.logger.warn({ message, kind, reason: String(cause) });
  }

  warn(message: string): void {
    this.logger.warn(message);
  }

  connections(database: Pick<Database<never>, 'connections'>): void {
    if (database.connections() === undefined) return;
    this.metrics.gauge(
      'database_connections',
      'Connections of this process, and works waiting for one',
      ['state'],
      (gauge) => {
        const { open = 0, idle = 0, waiting = 0 } = database.connections() ?? {};
        gauge.set({ state: 'busy' }, open - idle);
        gauge.set({ state: 'idle' }, idle);
        gauge.set({ state: 'waiting' }, waiting);
      },
    );
  }
}
