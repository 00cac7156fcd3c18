import type { Request, Response } from 'express';
import type { AuditedKind } from './audit-entry';

/** A kind of request that is audited. */
export interface AuditedRoute {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the groups `subject` and `action`, where the address says them. */
  readonly path: RegExp;
  readonly kind: AuditedKind;
  /** Where the address does not say it. */
  readonly action?: string;
  readonly subject?: (request: Request, response: Response) => unknown;
  /** Requests that are not audited all the same. */
  readonly except?: (request: Request) => boolean;
}

export interface AuditedRequest {
  readonly route: AuditedRoute;
  readonly action: string;
  readonly subject: string | null;
}

/** What a request asks for, if that is audited. */
export function auditedRequest(routes: readonly AuditedRoute[], request: Request): AuditedRequest | null {
  // Express takes the place of a middleware out of `path`.
  const [path = ''] = request.originalUrl.split('?');
  for (const route of routes) {
    const match = request.method === route.method ? route.path.exec(path) : null;
    if (!match || route.except?.(request)) continue;
    const { subject, action = route.action ?? route.method.toLowerCase() } = match.groups ?? {};
    return { route, action, subject: subject === undefined ? null : decoded(subject) };
  }
  return null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
