import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import { Authenticator, principalOf } from '#platform';
import { ApiProxy } from './api-proxy';
import { targetOf } from './api-routes';

/** Passes /api/discovery, /api/state and /api/jobs on to the three APIs. Before bodies are read: they pass unread. */
export function proxyApis(app: NestExpressApplication): void {
  const proxy = app.get(ApiProxy);
  const { required } = app.get(Authenticator);
  app.use('/api', async (request: Request, response: Response) => {
    if (required && !principalOf(request)) throw new PlatformError('unauthenticated', 'Log in to the console first');
    const target = targetOf(request.method, request.path);
    if (!target)
      throw new PlatformError('not-found', `The console does not pass on ${request.method} ${request.originalUrl}`);
    await proxy.pass(request, response, target);
  });
}
