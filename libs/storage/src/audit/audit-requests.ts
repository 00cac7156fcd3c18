import type { ServerResponse } from 'node:http';
import { Inject, Injectable, Logger, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { isJsonObject } from '#contract';
import { principalOf, problemOf } from '#platform';
import { AuditLog } from './audit-log';
import { type AuditedRequest, auditedRequest, type AuditedRoute } from './audited-routes';

export const AUDITED_ROUTES = Symbol('AuditedRoutes');

/**
 * Writes what was asked for, and what came of it, before the response ends: a client that has its response finds it in the
 * audit. Refusals are written too, also those of callers without the scope.
 */
@Injectable()
export class AuditRequests implements NestMiddleware {
  private readonly logger = new Logger('Audit');

  constructor(
    @Inject(AUDITED_ROUTES) private readonly routes: readonly AuditedRoute[],
    private readonly log: AuditLog,
  ) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const audited = auditedRequest(this.routes, request);
    if (audited) beforeEnd(response, () => this.add(audited, request, response));
    next();
  }

  /** What is done is done: that it could not be noted is told to the operator, not to the client. */
  private async add({ route, action, subject }: AuditedRequest, request: Request, response: Response): Promise<void> {
    const { statusCode: status } = response;
    const body: unknown = request.body;
    const named = isJsonObject(body) ? body : {};
    const meant = subject ?? text(route.subject?.(request, response));
    const by = principalOf(request)?.name ?? text(named.by);
    const isDone = status < 400;
    const code = isDone ? null : (problemOf(response)?.code ?? null);
    const from = request.socket.remoteAddress ?? null;
    const told = { by, from, action, kind: route.kind, subject: meant, status, code, reason: text(named.reason) };
    try {
      await this.log.add({ at: Date.now(), ...told, outcome: isDone ? 'done' : 'refused' });
    } catch (error) {
      this.logger.error({ message: `an entry of the audit could not be written: ${String(error)}`, ...told });
    }
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Runs `work` when the response is complete, before its last byte is sent. */
function beforeEnd(response: ServerResponse, work: () => Promise<void>): void {
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.end = ((...args: unknown[]) => {
    response.end = end as ServerResponse['end'];
    void work().finally(() => end(...args));
    return response;
  }) as ServerResponse['end'];
}
