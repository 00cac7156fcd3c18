import type { Request, Response } from 'express';
import { isJsonObject, SAFE_COMMANDS } from '#contract';
import { principalOf } from '#platform';
import type { AuditedRoute } from '#storage';

const ACTIONS = 'cancel|kill|pause|continue|rerun|revert|approve|reject';

/** What is asked of jobs and definitions. */
export const jobAudit: readonly AuditedRoute[] = [
  submission(/^\/jobs\/?$/i, 'submit'),
  submission(/^\/run-job\/?$/i, 'submit'),
  submission(/^\/definitions\/(?<subject>[^/]+)\/jobs\/?$/i, 'start'),
  submission(/^\/(?<action>execute|repeat|revert)\/?$/i),
  {
    method: 'POST',
    path: /^\/jobs\/actions\/?$/i,
    kind: 'jobs',
    action: 'act-on-many',
    subject: (_, response) => idIn(response),
    except: ({ body }: Request) => isJsonObject(body) && body.dryRun === true,
  },
  { method: 'POST', path: new RegExp(`^/jobs/(?<subject>[^/]+)/(?<action>${ACTIONS})/?$`, 'i'), kind: 'job' },
  { method: 'POST', path: /^\/jobs\/(?<subject>[^/]+)\/signals\/[^/]+\/?$/i, kind: 'job', action: 'signal' },
  { method: 'PUT', path: /^\/definitions\/(?<subject>[^/]+)\/?$/i, kind: 'definition', action: 'define' },
  { method: 'DELETE', path: /^\/definitions\/(?<subject>[^/]+)\/?$/i, kind: 'definition', action: 'retire' },
];

/** Without authentication it is not known who submits, and the job itself tells the rest. */
function submission(path: RegExp, action?: string): AuditedRoute {
  const except = (request: Request, response: Response) => isAnonymous(request, response) || isSafe(request.body);
  return { method: 'POST', path, kind: 'job', action, subject: jobOf, except };
}

function isAnonymous(request: Request, response: Response): boolean {
  return principalOf(request) === null && response.statusCode !== 401;
}

function isSafe(body: unknown): boolean {
  return isJsonObject(body) && typeof body.command === 'string' && SAFE_COMMANDS.has(body.command);
}

/** A job within a job has the id that its outer one gave it. */
function jobOf({ body }: Request, response: Response): unknown {
  return idIn(response) ?? (isJsonObject(body) && body.resource === 'job' ? body.id : undefined);
}

/** Of `/jobs/ID`, what is below it, and `/jobs/actions/ID`. */
function idIn(response: Response): string | undefined {
  return /\/jobs\/(?:actions\/)?([^/]+)/.exec(String(response.getHeader('location')))?.[1];
}
