import type { Request, Response } from 'express';
import { principalOf } from '#platform';
import type { AuditedRoute } from '#storage';

/** What jobs write is in their histories; without authentication it is not known who writes. */
function isOfJob(request: Request): boolean {
  return principalOf(request) === null || request.headers['on-behalf-of'] !== undefined;
}

/** Changes of documents by people and other clients. */
export const stateAudit: readonly AuditedRoute[] = [
  {
    method: 'POST',
    path: /^\/state\/?$/i,
    kind: 'document',
    action: 'create',
    subject: (_: Request, response: Response) => idIn(response.getHeader('location')),
    except: isOfJob,
  },
  ...(['POST', 'PATCH', 'DELETE'] as const).map((method): AuditedRoute => ({
    method,
    path: /^\/state\/(?<subject>[^/]+)\/?$/i,
    kind: 'document',
    action: { POST: 'merge', PATCH: 'patch', DELETE: 'delete' }[method],
    except: isOfJob,
  })),
];

function idIn(location: unknown): string | null {
  return typeof location === 'string' ? (location.split('/').at(-1) ?? null) : null;
}
