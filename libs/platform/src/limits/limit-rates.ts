import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { PlatformError } from '#contract';
import { commaList } from '../config/comma-list';
import type { HttpConfig } from '../config/http-config';
import { callerOf } from './caller-of';

/** Requests that are never limited: health, and stopping or undoing a job. */
const NEVER_LIMITED = /^\/(ping|health|metrics)\/?$|\/(revert|cancel|kill|continue|reversal)\/?$/i;

/**
 * Limits each caller to RATE_LIMIT requests per window, if configured. Each process counts by itself. The headers are
 * those of draft-ietf-httpapi-ratelimit-headers-10.
 */
export function limitRates(app: NestExpressApplication, config: HttpConfig): void {
  const { RATE_LIMIT: points, RATE_LIMIT_WINDOW_S: duration } = config;
  if (points === 0) return;
  const exempt = new Set(commaList(config.RATE_LIMIT_EXEMPT));
  const limiter = new RateLimiterMemory({ points, duration });
  app.use(async (request: Request, response: Response, next: NextFunction) => {
    const caller = callerOf(request);
    if (NEVER_LIMITED.test(request.path) || exempt.has(caller)) return next();
    const used = await limiter.consume(caller).catch((refused: unknown) => refused as RateLimiterRes);
    response.set('RateLimit-Policy', `"caller";q=${points};w=${duration}`);
    response.set('RateLimit', `"caller";r=${used.remainingPoints};t=${Math.ceil(used.msBeforeNext / 1000)}`);
    if (used.consumedPoints <= points) return next();
    throw new PlatformError('too-many-requests', `One caller may send ${points} requests in ${duration} s`, {
      retryAfterMs: used.msBeforeNext,
    });
  });
}
