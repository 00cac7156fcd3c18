import type { INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AuthConfig } from './auth.config';
import { Authenticator } from './authenticator';

/** Has the app ask everybody who they are, before it reads anything else of what they sent. */
export function authenticateRequests(app: INestApplication): void {
  const authenticator = app.get(Authenticator);
  if (!authenticator.required) return;
  app.use(async (request: Request, response: Response, next: NextFunction) => {
    await authenticator.identify(request, response);
    next();
  });
  // These are not routes of a controller, so that no guard stands before them.
  if (app.get(AuthConfig).shows('docs')) return;
  app.use(['/docs', '/openapi.json'], (request: Request, response: Response, next: NextFunction) => {
    authenticator.admit(request, response, ['admin']);
    next();
  });
}
