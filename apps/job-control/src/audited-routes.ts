import type { AuditedRoute } from '#storage';

const ACTIONS = 'cancel|kill|pause|continue|rerun|revert|approve|reject';

/** What operators ask of jobs and definitions. Submissions are not audited: the job itself tells who submitted it. */
export const jobAudit: readonly AuditedRoute[] = [
  { method: 'POST', path: /^\/jobs\/actions\/?$/i, kind: 'jobs', action: 'act-on-many' },
  { method: 'POST', path: new RegExp(`^/jobs/(?<subject>[^/]+)/(?<action>${ACTIONS})/?$`, 'i'), kind: 'job' },
  { method: 'PUT', path: /^\/definitions\/(?<subject>[^/]+)\/?$/i, kind: 'definition', action: 'define' },
  { method: 'DELETE', path: /^\/definitions\/(?<subject>[^/]+)\/?$/i, kind: 'definition', action: 'retire' },
];
