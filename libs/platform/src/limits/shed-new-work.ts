import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { PlatformError } from '#contract';
import { Metrics } from '../metrics/metrics';
import { Capacity } from './capacity';

const RETRY_AFTER_MS = 1_000;

/**
 * Refuses new work before anything else is done with it, while there is more than can be done; what was begun goes on.
 * A refusal has to cost little, or refusing would be all that is done.
 *
 * @param newWork such as `POST /jobs`
 */
export function shedNewWork(app: NestExpressApplication, newWork: readonly string[]): void {
  if (newWork.length === 0) return;
  const capacity = app.get(Capacity);
  const shed = app.get(Metrics).counter('requests_shed_total', 'Requests for new work that were refused', []);
  const routes = new Set(newWork.map((route) => route.toLowerCase()));
  app.use((request: Request, _response: Response, next: NextFunction): void => {
    const isNew = routes.has(routeOf(request));
    const reason = isNew ? capacity.exhausted : undefined;
    if (reason === undefined) return next();
    shed.inc();
    throw new PlatformError('overloaded', `${reason}; try again soon`, { retryAfterMs: RETRY_AFTER_MS });
  });
}

/** As Express compares them: letters of any case, and perhaps a slash at the end. */
function routeOf({ method, path }: Request): string {
  return `${method} ${path}`.toLowerCase().replace(/\/$/, '');
}
