import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import type { PublicAddress } from '../config/public-address';
import { allowedMethods } from './allowed-methods';
import { toPlatformError, toProblem } from './problem';

const problems = new WeakMap<Response, PlatformError>();

/** The error that a response tells; undefined where it tells none. */
export function problemOf(response: Response): PlatformError | undefined {
  return problems.get(response);
}

/** Turns every error into `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly address: PublicAddress) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = this.unrouted(thrown, request, response) ?? toPlatformError(thrown);
    if (error.code === 'internal') this.tell(thrown, request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = toProblem(error, request.originalUrl, this.address.url);
    const { retryAfterMs } = error.details;
    if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
    problems.set(response, error);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private tell(thrown: unknown, { method, originalUrl, headers }: Request): void {
    this.logger.error({
      message: thrown instanceof Error ? thrown.message : String(thrown),
      err: thrown,
      request: `${method} ${originalUrl}`,
      requestId: headers['request-id'] ?? headers['idempotency-key'],
      jobId: headers['correlation-id'],
    });
  }

  /** Express reports "no route"; a path with other methods deserves a 405. */
  private unrouted(thrown: unknown, request: Request, response: Response): PlatformError | undefined {
    if (!(thrown instanceof NotFoundException) || request.route !== undefined) return undefined;
    const { method, path, app } = request;
    const allowed = allowedMethods(app, path);
    if (allowed.length === 0) return new PlatformError('not-found', `There is nothing at ${path}`);
    response.set('Allow', allowed.join(', '));
    return new PlatformError('method-not-allowed', `${path} takes ${allowed.join(', ')}, not ${method}`);
  }
}
