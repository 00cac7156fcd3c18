import type { INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Metrics } from './metrics';

/** Routes, not paths: a path may hold ids. */
const NO_ROUTE = 'none';

/**
 * Measures every request from its headers to the end of its response. Streams are excluded: they last as long as their
 * readers.
 */
export function measureRequests(app: INestApplication): void {
  const durations = app
    .get(Metrics)
    .histogram('http_request_duration_seconds', 'Requests, from the request headers to the end of the response', [
      'method',
      'route',
      'status',
    ]);
  app.use((request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    response.once('finish', () => {
      if (response.getHeader('content-type') === 'text/event-stream') return;
      const { path = NO_ROUTE } = (request.route ?? {}) as { path?: string };
      const labels = { method: request.method, route: path, status: response.statusCode };
      durations.observe(labels, (performance.now() - began) / 1000);
    });
    next();
  });
}
