import { setTimeout as after } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { HttpConfig } from '../config/http-config';
import { drain } from './drain';
import { Draining } from './draining';

/** Containers get 30 s by what is common; compose gives ours as much. */
const STOP_LIMIT_MS = 25_000;
/** What is left of it for what comes after the last answer: calls in flight, and writing down how they ended. */
const CLOSE_MS = 8_000;

/**
 * Ends the process when it is told to (SIGTERM, SIGINT): health goes off, requests under way are answered, streams end,
 * jobs are left where another process or the next start can go on, within 25 s in all. Told a second time, it ends at once:
 * nothing that was answered for is lost by that either.
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
