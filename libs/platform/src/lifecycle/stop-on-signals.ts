import { setTimeout as after } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { HttpConfig } from '../config/http-config';
import { drain } from './drain';
import { Draining } from './draining';

/** Container runtimes commonly allow 30 s; the compose file does too. */
const STOP_LIMIT_MS = 25_000;
/** The share for what follows the last response: calls in flight, and writing their outcomes. */
const CLOSE_MS = 8_000;

/**
 * Shuts the process down on SIGTERM or SIGINT: health fails, open requests are completed, streams end, and jobs are
 * left where another replica or the next start can resume them, within 25 s. A second signal ends the process at once:
 * nothing that was acknowledged is lost by that.
 */
export function stopOnSignals(app: NestExpressApplication): void {
  let told = false;
  const tell = (signal: NodeJS.Signals): void => {
    if (told) process.exit(signal === 'SIGINT' ? 130 : 143);
    told = true;
    void stop(app);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, tell);
}

async function stop(app: NestExpressApplication): Promise<void> {
  const { SHUTDOWN_DELAY_MS } = app.get(HttpConfig);
  app.get(Draining).begin();
  await after(SHUTDOWN_DELAY_MS);
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  await drain(app.getHttpServer(), STOP_LIMIT_MS - CLOSE_MS);
  await app.close();
  process.exit(0);
}
