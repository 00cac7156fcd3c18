import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { isLoopback, PlatformError } from '#contract';
import { Authenticator } from '../auth/authenticator';
import { commaList } from '../config/comma-list';
import type { HttpConfig } from '../config/http-config';
import type { PlatformConfig } from '../config/platform-config';

/** Response headers that pages of other origins may read. */
const EXPOSED = ['ETag', 'Link', 'Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After'];
/** Safe methods. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const ONE_HOUR_S = 3_600;

/** What the page at /docs needs. Nothing is upgraded to https: many apps are served over http only. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * Protects readers of web pages from having their browser used against an app: headers (helmet), CORS only for
 * configured origins, no changes on behalf of other origins, and no foreign host names on loopback or with AUTH off.
 */
export function protectBrowsers(app: NestExpressApplication, platform: PlatformConfig, http: HttpConfig): void {
  const origins = new Set(commaList(http.CORS_ORIGINS));
  app.use(sendAlways(headersOfHelmet()));
  const asksWho = app.get(Authenticator).required;
  if (isLoopback(platform.HOST) || !asksWho) app.use(refuseForeignNames(platform, http));
  app.use(refuseForeignOrigins(origins));
  if (origins.size > 0) app.enableCors({ origin: [...origins], exposedHeaders: EXPOSED, maxAge: ONE_HOUR_S });
}

/** helmet's headers are the same for every request, so they are computed once. */
function headersOfHelmet(): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  const ask = helmet({ contentSecurityPolicy: CONTENT_SECURITY_POLICY });
  ask({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
}

function sendAlways(headers: ReadonlyMap<string, string>) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** A page that changes something does not need to read the response (CSRF); its browser says where it comes from. */
function refuseForeignOrigins(allowed: ReadonlySet<string>) {
  return ({ method, headers: { origin, host } }: Request, _response: Response, next: NextFunction): void => {
    const ours = origin === undefined || SAFE.has(method) || allowed.has(origin) || hostOf(origin) === host;
    next(ours ? undefined : new PlatformError('forbidden', `Pages of ${origin} may not change anything here`));
  };
}

/** The owner of a domain can point it to this machine (DNS rebinding), and its pages then have the app's origin. */
function refuseForeignNames({ PUBLIC_URL }: PlatformConfig, { ALLOWED_HOSTS }: HttpConfig) {
  const own = new Set(commaList(ALLOWED_HOSTS).map(hostnameOf));
  if (PUBLIC_URL !== undefined) own.add(new URL(PUBLIC_URL).hostname);
  // Nearly all callers use the same host name.
  let lastOfOurs: string | undefined;
  return ({ headers: { host } }: Request, _response: Response, next: NextFunction): void => {
    if (host === lastOfOurs || host === undefined) return next();
    const name = hostnameOf(host);
    if (!own.has(name) && !isLocalName(name))
      return next(
        new PlatformError('forbidden', `This is not ${host}; if it is, PUBLIC_URL or ALLOWED_HOSTS must say so`),
      );
    lastOfOurs = host;
    next();
  };
}

/** Names without a dot do not exist in public DNS, so no attacker can point one here. */
function isLocalName(name: string): boolean {
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || name.endsWith('.localhost')) return true;
  return name !== '' && !name.includes('.');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Empty when it is not a valid host. */
function hostnameOf(host: string): string {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
