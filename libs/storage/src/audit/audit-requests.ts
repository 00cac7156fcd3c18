import type { ServerResponse } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { problemOf } from '#platform';
import { AuditConfig } from './audit.config';
import { AuditLog } from './audit-log';
import { auditedRequest, type AuditedRoute } from './audited-routes';
import { PendingEntry } from './pending-entry';
import { PerMinute } from './per-minute';

export const AUDITED_ROUTES = Symbol('AuditedRoutes');

/**
 * Writes what was asked for, and what came of it, before the response ends: a client that has its response finds it in the
 * audit. Refusals are written too, also those of callers without the scope, or without valid credentials.
 */
@Injectable()
export class AuditRequests {
  private readonly logger = new Logger('Audit');
  private readonly unauthenticated: PerMinute;

  constructor(
    @Inject(AUDITED_ROUTES) private readonly routes: readonly AuditedRoute[],
    private readonly log: AuditLog,
    config: AuditConfig,
  ) {
    this.unauthenticated = new PerMinute(config.AUDIT_MAX_UNAUTHENTICATED_PER_MINUTE);
  }

  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    const audited = auditedRequest(this.routes, request);
    if (audited) {
      const entry = new PendingEntry(this.log, audited, request, response);
      beforeEnd(response, async () => {
        if (this.isKept(response)) await entry.write();
      });
    }
    next();
  };

  /** What is turned away for its number is not written: a flood of requests would fill the disk. */
  private isKept(response: Response): boolean {
    const code = problemOf(response)?.code;
    if (code === 'too-many-requests' || code === 'overloaded') return false;
    if (code !== 'unauthenticated' || this.unauthenticated.admits(Date.now())) return true;
    if (this.unauthenticated.refused === 1)
      this.logger.warn({ message: 'many requests without valid credentials: the audit leaves some of them out' });
    return false;
  }
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
