import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { PlatformError } from '#contract';

/** What a page of another origin cannot add to a request without asking first (CORS), which is refused. */
const PAGE_HEADER = 'x-csp-console';
const PATHS = ['/api', '/session'];
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** `none`: a person who opens the address. */
const OWN: readonly unknown[] = ['same-origin', 'none', undefined];

/** Accepts requests of the console's own page only: browsers send the session cookie by themselves (CSRF). */
export function requireOwnPage(app: NestExpressApplication): void {
  app.use(PATHS, ({ method, headers }: Request, _response: Response, next: NextFunction) => {
    if (!OWN.includes(headers['sec-fetch-site']))
      return next(new PlatformError('forbidden', 'Pages of other origins may not use the console'));
    if (!SAFE.has(method) && headers[PAGE_HEADER] !== '1')
      return next(
        new PlatformError('forbidden', `A request that changes something needs the header ${PAGE_HEADER}: 1`),
      );
    next();
  });
}
