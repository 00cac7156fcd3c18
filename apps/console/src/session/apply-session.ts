import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { PlatformError } from '#contract';
import { Authenticator } from '#platform';
import { SessionCookie } from './session-cookie';

/** Where the session counts. Elsewhere, as at /metrics, callers send their credentials themselves. */
const PATHS = ['/api', '/session'];

/**
 * Gives requests of the page the credentials that its cookie holds, as if the page had sent them. A cookie that holds
 * none, or some that are not accepted any more, is deleted.
 */
export function applySession(app: NestExpressApplication): void {
  const cookie = app.get(SessionCookie);
  const authenticator = app.get(Authenticator);
  if (!authenticator.required) return;
  app.use(PATHS, async (request: Request, response: Response, next: NextFunction) => {
    if (isLogin(request)) return next();
    delete request.headers.authorization;
    const token = await cookie.tokenOf(request);
    if (token !== undefined) await use(token, request, response);
    next();
  });

  async function use(token: string, request: Request, response: Response): Promise<void> {
    request.headers.authorization = `Bearer ${token}`;
    try {
      await authenticator.identify(request, response);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.code !== 'unauthenticated') throw error;
      delete request.headers.authorization;
      response.removeHeader('WWW-Authenticate');
      cookie.clear(response);
    }
  }
}

/** The one request that brings credentials of its own. */
function isLogin({ method, baseUrl }: Request): boolean {
  return method === 'POST' && baseUrl === '/session';
}
