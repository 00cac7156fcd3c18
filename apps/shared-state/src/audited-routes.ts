import type { Request, Response } from 'express';
import { hasAnyScope, principalOf } from '#platform';
import type { AuditedRoute } from '#storage';

/** What jobs write is in their histories; without authentication it is not known who writes. */
function isOfJob(request: Request, response: Response): boolean {
  const caller = principalOf(request);
  if (caller === null) return response.statusCode !== 401;
  return request.headers['on-behalf-of'] !== undefined && hasAnyScope(caller, ['state:delegate']);
}

/** Changes of documents by people and other clients. */
export const stateAudit: readonly AuditedRoute[] = [
  {
    method: 'POST',
    path: /^\/state\/?$/i,
    kind: 'document',
    action: 'create',
    doneStatus: 201,
    subject: (_: Request, response: Response) => idIn(response.getHeader('location')),
    except: isOfJob,
  },
  { ...ofDocument('merge', 200), method: 'POST' },
  { ...ofDocument('patch', 200), method: 'PATCH' },
  { ...ofDocument('delete', 204), method: 'DELETE' },
];

function ofDocument(action: string, doneStatus: number): Omit<AuditedRoute, 'method'> {
  return { path: /^\/state\/(?<subject>[^/]+)\/?$/i, kind: 'document', action, doneStatus, except: isOfJob };
}

function idIn(location: unknown): string | null {
  return typeof location === 'string' ? (location.split('/').at(-1) ?? null) : null;
}
