interface Link {
  readonly rel: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly accepts?: readonly string[];
  readonly input?: readonly string[];
  readonly output: string;
}

const ENTRY = '{ status: string, state: { id, content, createdAt, lastModified } }';

/** The operations of shared-state, for `GET /forms`. */
export const LINKS: readonly Link[] = [
  {
    rel: 'create',
    method: 'POST',
    path: '/state',
    input: ['id (string, optional)', 'any other member: the content'],
    output: '{ id: string, stateURL: string }',
  },
  {
    rel: 'list',
    method: 'GET',
    path: '/state',
    input: ['limit (integer, optional)', 'cursor (string, optional)'],
    output: '[{ id, createdAt, lastModified, rel: "item", href }]',
  },
  { rel: 'item', method: 'GET', path: '/state/{id}', output: 'the content' },
  {
    rel: 'meta',
    method: 'GET',
    path: '/state/{id}?meta',
    output: '{ id, createdAt, lastModified, version }',
  },
  { rel: 'versions', method: 'GET', path: '/state/{id}/versions', output: '[{ version, at, by, key, href }]' },
  {
    rel: 'version',
    method: 'GET',
    path: '/state/{id}/versions/{version}',
    output: '{ version, at, by, key, changes: [{ pointer, change }], content }',
  },
  { rel: 'merge', method: 'POST', path: '/state/{id}', input: ['the members to merge'], output: ENTRY },
  {
    rel: 'patch',
    method: 'PATCH',
    path: '/state/{id}',
    accepts: ['application/json'],
    input: ['op ("add" or "merge")', 'path (JSON pointer, for add)', 'value (any)'],
    output: ENTRY,
  },
  {
    rel: 'standard-patch',
    method: 'PATCH',
    path: '/state/{id}',
    accepts: ['application/json-patch+json', 'application/merge-patch+json'],
    input: ['RFC 6902 or RFC 7396'],
    output: 'the content',
  },
  { rel: 'delete', method: 'DELETE', path: '/state/{id}', output: 'nothing' },
  {
    rel: 'audit',
    method: 'GET',
    path: '/audit',
    input: ['by, action, kind, subject, outcome, since, until, limit, cursor (strings, optional)'],
    output: '[{ id, at, action, kind, outcome, status, … }]',
  },
  { rel: 'ping', method: 'GET', path: '/ping', output: '{ status: "ok" }' },
  { rel: 'health', method: 'GET', path: '/health', output: '{ status: string, live: boolean, ready: boolean }' },
  { rel: 'metrics', method: 'GET', path: '/metrics', output: 'Prometheus text format' },
];
