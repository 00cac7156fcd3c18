/** The operations of discovery, for `GET /endpoints` and `GET /forms`. */
interface Affordance {
  readonly rel: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly description: string;
  readonly input?: readonly string[];
  readonly output: string;
}

const FILTERS = ['tag', 'profile', 'resource', 'name', 'mediaType', 'does', 'health'].map(
  (name) => `${name} (string, optional)`,
);

export const AFFORDANCES: readonly Affordance[] = [
  {
    rel: 'register',
    method: 'POST',
    path: '/register',
    description: 'Register a service, or update the registration of its address',
    input: [
      'name or serviceName (string)',
      'url or serviceURL (string)',
      'resources or tags (array of strings, optional)',
      'profile or semanticProfile (string, optional)',
      'endpoints (array of strings, optional)',
      'mediaTypes (array of strings, optional)',
      'pingURL or pingUrl (string, optional)',
      'ttl (seconds, optional)',
      'description (string, optional)',
      'metadata (object, optional)',
      'alps (string, optional)',
    ],
    output: '{ registryID: string, … }',
  },
  {
    rel: 'renew',
    method: 'POST',
    path: '/renew',
    description: 'Prolong a registration that has a ttl',
    input: ['registryID (string)'],
    output: '{ status: "renewed" }',
  },
  {
    rel: 'unregister',
    method: 'POST',
    path: '/unregister',
    description: 'Remove a service',
    input: ['registryID (string), or url or serviceURL (string)'],
    output: 'nothing',
  },
  {
    rel: 'release-name',
    method: 'DELETE',
    path: '/names/{name}',
    description: 'Give a service name free; administrators may',
    output: 'nothing',
  },
  {
    rel: 'services',
    method: 'GET',
    path: '/services',
    description: 'List services; all that is given must hold, exactly',
    input: FILTERS,
    output: '[{ registryID: string, name: string, url: string, … }]',
  },
  {
    rel: 'service',
    method: 'GET',
    path: '/services/{registryID}',
    description: 'One service',
    output: '{ registryID: string, name: string, url: string, … }',
  },
  {
    rel: 'contract',
    method: 'GET',
    path: '/services/{registryID}/contract',
    description: 'All that is known of one service at run time: forms, ALPS profile, endpoints',
    output: '{ registryID: string, affordances: […], conflicts: […], … }',
  },
  {
    rel: 'transitions',
    method: 'GET',
    path: '/transitions',
    description: 'Which services offer a transition, and in which words',
    input: ['does (absolute descriptor id)'],
    output: '{ does: string, offers: [{ digest: string, services: [string], … }] }',
  },
  {
    rel: 'changes',
    method: 'GET',
    path: '/services/changes',
    description: 'What changes, as it changes',
    input: ['since (revision, optional)'],
    output: 'events reset, upsert and remove',
  },
  {
    rel: 'find',
    method: 'GET',
    path: '/find',
    description: 'List services, finding a profile by any part of it',
    input: FILTERS,
    output: '[{ registryID: string, name: string, url: string, … }]',
  },
  {
    rel: 'bind',
    method: 'POST',
    path: '/bind',
    description: 'Note that one service uses another',
    input: ['sourceRegistryID (string)', 'targetRegistryID (string)'],
    output: '{ bindingID: string }',
  },
  {
    rel: 'unbind',
    method: 'POST',
    path: '/unbind',
    description: 'Forget a binding',
    input: ['bindingID (string)'],
    output: 'nothing',
  },
  {
    rel: 'audit',
    method: 'GET',
    path: '/audit',
    description: 'Who asked for which change, and what was refused; needs the scope audit:read',
    input: ['by, action, kind, subject, outcome, since, until, limit, cursor (strings, optional)'],
    output: '[{ id: string, at: string, action: string, kind: string, outcome: string, status: number, … }]',
  },
  { rel: 'ping', method: 'GET', path: '/ping', description: 'Whether it responds', output: '{ status: "ok" }' },
  {
    rel: 'health',
    method: 'GET',
    path: '/health',
    description: 'Whether requests may be sent here',
    output: '{ status: string, live: boolean, ready: boolean }',
  },
  {
    rel: 'metrics',
    method: 'GET',
    path: '/metrics',
    description: 'What it counts and measures',
    output: 'Prometheus text format',
  },
];
