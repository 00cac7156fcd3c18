import type { IncomingMessage } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { PlatformError } from '#contract';
import { PublicAddress } from '../config/public-address';
import type { LimitedAdapter } from '../http/limited-adapter';
import { toProblem } from '../http/problem';
import { Metrics } from '../metrics/metrics';
import { Capacity } from './capacity';

const RETRY_AFTER_S = 1;

/**
 * Refuses new work under overload; work that was accepted goes on. A refusal must be cheap, or refusing would consume
 * all capacity: it happens before Express sees the request.
 * @param newWork such as `POST /jobs`
 */
export function shedNewWork(app: INestApplication, adapter: LimitedAdapter, newWork: readonly string[]): void {
  if (newWork.length === 0) return;
  const capacity = app.get(Capacity);
  const address = app.get(PublicAddress);
  const shed = app.get(Metrics).counter('requests_shed_total', 'Requests for new work that were refused', []);
  const routes = new Set(newWork.map((route) => route.toLowerCase()));
  adapter.admissionFilter = (request, response) => {
    const reason = routes.has(routeOf(request)) ? capacity.exhausted : undefined;
    if (reason === undefined) return false;
    shed.inc();
    const problem = Buffer.from(JSON.stringify(refusal(reason, request.url ?? '', address.url)));
    const type = 'application/problem+json; charset=utf-8';
    response
      .writeHead(503, { 'Content-Type': type, 'Content-Length': problem.length, 'Retry-After': RETRY_AFTER_S })
      .end(problem);
    return true;
  };
}

function refusal(reason: string, instance: string, address: string) {
  return toProblem(new PlatformError('overloaded', `${reason}; try again soon`), instance, address);
}

/** As Express compares them: case-insensitive, with an optional trailing slash. The address may be absolute. */
function routeOf({ method = '', url = '' }: IncomingMessage): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return `${method} ${path}`.toLowerCase().replace(/\/$/, '');
}
