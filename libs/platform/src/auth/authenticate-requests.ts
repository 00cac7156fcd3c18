import type { INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AuthConfig } from './auth.config';
import { Authenticator } from './authenticator';

/** Authenticates every request before anything else of it is read. */
export function authenticateRequests(app: INestApplication): void {
  const authenticator = app.get(Authenticator);
  if (!authenticator.required) return;
  app.use(async (request: Request, response: Response, next: NextFunction) => {
    await authenticator.identify(request, response);
    next();
  });
  // These are no controller routes, so the guard does not run for them.
  if (app.get(AuthConfig).shows('docs')) return;
  app.use(['/docs', '/openapi.json'], (request: Request, response: Response, next: NextFunction) => {
    authenticator.admit(request, response, ['admin']);
    next();
  });
}
