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
  /** Where the address does not say it, or a better one is known in the end. */
  readonly subject?: (request: Request, response: Response) => unknown;
  /** Of a response that says it is done; needed where the entry is written with what is done. */
  readonly doneStatus?: number;
  /** Requests that are not audited all the same; asked when it is known who calls, and what came of it. */
  readonly except?: (request: Request, response: Response) => boolean;
}

export interface AuditedRequest {
  readonly route: AuditedRoute;
  readonly action: string;
  readonly subject: string | null;
}

/** What a request asks for, if that is audited. */
export function auditedRequest(routes: readonly AuditedRoute[], request: Request): AuditedRequest | null {
  // A client may send an absolute address.
  const [path = ''] = request.originalUrl.replace(/^https?:\/\/[^/?#]*/i, '').split('?');
  for (const route of routes) {
    const match = request.method === route.method ? route.path.exec(path) : null;
    if (!match) continue;
    const { subject, action = route.action ?? route.method.toLowerCase() } = match.groups ?? {};
    return { route, action: action.toLowerCase(), subject: subject === undefined ? null : decoded(subject) };
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
