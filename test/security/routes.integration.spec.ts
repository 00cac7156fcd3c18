import { type Scope, SCOPES } from '../../libs/platform/src/auth/scopes';
import { APP_NAMES, bearer, GuardedApp, KEYS } from './support/guarded-apps';

/** Who may call what: every route of every app. A route that is not here, or is no more, fails the test. */
const PUBLIC: Scope[] = [];
const SEE: Scope[] = ['jobs:read', 'jobs:operate'];
const DEFINED: Scope[] = ['jobs:read', 'jobs:write', 'jobs:operate', 'definitions:write'];
const STEER: Scope[] = ['jobs:operate', 'jobs:write'];
const ABOUT_ALL: Record<string, Scope[]> = {
  'GET /ping': PUBLIC,
  'GET /health': PUBLIC,
  'GET /whoami': PUBLIC,
  'GET /errors/:code': PUBLIC,
  'GET /forms': PUBLIC,
  'GET /metrics': ['admin'],
  'GET /openapi.json': PUBLIC,
  'GET /docs': PUBLIC,
  'GET /docs/': PUBLIC,
  'GET /docs/index.html': PUBLIC,
  'GET /docs/LICENSE': PUBLIC,
  'GET /docs/swagger-ui-init.js': PUBLIC,
  'GET /docs/docs/swagger-ui-init.js': PUBLIC,
};
const ROUTES: Record<string, Record<string, Scope[]>> = {
  discovery: {
    'GET /endpoints': PUBLIC,
    'GET /audit': ['audit:read'],
    'POST /register': ['services:register'],
    'POST /unregister': ['services:register'],
    'POST /renew': ['services:register'],
    'DELETE /names/:name': ['admin'],
    'POST /bind': ['services:register'],
    'POST /unbind': ['services:register'],
    'GET /services': ['services:read'],
    'GET /services/changes': ['services:read'],
    'GET /services/:registryID': ['services:read'],
    'GET /services/:registryID/contract': ['services:read'],
    'GET /transitions': ['services:read'],
    'GET /find': ['services:read'],
  },
  'shared-state': {
    'GET /': PUBLIC,
    'GET /audit': ['audit:read'],
    'GET /state': ['state:read'],
    'GET /state/:id': ['state:read'],
    'GET /state/:id/versions': ['state:read'],
    'GET /state/:id/versions/:version': ['state:read'],
    'POST /state': ['state:write'],
    'POST /state/:id': ['state:write'],
    'PATCH /state/:id': ['state:write'],
    'DELETE /state/:id': ['state:write'],
  },
  'job-control': {
    'GET /.well-known/http-message-signatures-directory': PUBLIC,
    'POST /jobs': ['jobs:write'],
    'POST /run-job': ['jobs:write'],
    'GET /audit': ['audit:read'],
    'POST /jobs/validate': ['jobs:read', 'jobs:write'],
    'POST /jobs/plan': ['jobs:read', 'jobs:write'],
    'GET /jobs': SEE,
    'GET /filter': SEE,
    'GET /jobs/:id': SEE,
    'GET /jobs/:id/events': SEE,
    'GET /jobs/:id/events/:seq': SEE,
    'GET /jobs/:id/steps/:step/tasks': SEE,
    'GET /jobs/:id/results/:step/:task': SEE,
    'GET /jobs/:id/results/:step/:task/:item': SEE,
    'POST /jobs/:id/revert/plan': SEE,
    'GET /jobs/:id/revert/plan': SEE,
    'POST /jobs/actions': STEER,
    'GET /jobs/actions/:batchId': SEE,
    'POST /jobs/:id/cancel': STEER,
    'POST /jobs/:id/kill': STEER,
    'POST /jobs/:id/pause': STEER,
    'POST /jobs/:id/continue': STEER,
    'POST /jobs/:id/rerun': STEER,
    'POST /jobs/:id/revert': STEER,
    'POST /jobs/:id/signals/:name': STEER,
    'POST /jobs/:id/approve': ['jobs:operate'],
    'POST /jobs/:id/reject': ['jobs:operate'],
    'PUT /definitions/:name': ['definitions:write'],
    'DELETE /definitions/:name': ['definitions:write'],
    'GET /definitions': DEFINED,
    'GET /definitions/:name': DEFINED,
    'POST /definitions/validate': DEFINED,
    'GET /definitions/:name/versions': DEFINED,
    'GET /definitions/:name/versions/:version': DEFINED,
    'POST /definitions/:name/jobs': ['jobs:write'],
    'POST /definitions/:name/plan': ['jobs:read', 'jobs:write'],
    'POST /execute': ['jobs:write'],
    'POST /repeat': ['jobs:write'],
    'POST /revert': ['jobs:write'],
    'GET /jobs/:id/outcome': ['jobs:write', ...SEE],
    'GET /jobs/:id/reversal': ['jobs:write', ...SEE],
  },
  'engine-service': {
    'POST /execute': ['services:call'],
    'POST /repeat': ['services:call'],
    'POST /revert': ['services:call'],
  },
};

const JSON_BODY = { 'content-type': 'application/json' };

describe.each(APP_NAMES)('%s', (name) => {
  let app: GuardedApp;
  beforeAll(async () => (app = await GuardedApp.start(name)));
  afterAll(() => app.stop());

  const access = { ...ABOUT_ALL, ...ROUTES[name] };
  const ask = (route: string, headers: Record<string, string> = {}) => {
    const [method, path] = route.split(' ') as [string, string];
    const at = path.replace(/:\w+/g, 'not-there');
    return method === 'GET' ? app.ask(method, at, headers) : app.ask(method, at, { ...JSON_BODY, ...headers }, '{}');
  };
  const guarded = Object.entries(access).filter(([, scopes]) => scopes.length > 0);

  it('has the routes that are listed here, and no others', () => {
    expect(app.routes().sort()).toEqual(Object.keys(access).sort());
  });

  it.each(Object.keys(access).filter((route) => access[route]!.length === 0))('%s is open to all', async (route) => {
    const { status } = await ask(route);
    expect([401, 403]).not.toContain(status);
  });

  it.each(guarded)('%s denies callers without credentials', async (route) => {
    const { status, headers, text } = await ask(route);
    expect({ status, challenge: headers['www-authenticate'] }).toEqual({ status: 401, challenge: 'Bearer' });
    expect(headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it.each(guarded)('%s denies callers with any other scope than %j', async (route, scopes) => {
    for (const scope of SCOPES.filter((one) => one !== 'admin' && !scopes.includes(one))) {
      const { status, headers, text } = await ask(route, bearer(KEYS[scope]));
      const challenge = `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`;
      expect({ scope, status, challenge: headers['www-authenticate'] }).toEqual({ scope, status: 403, challenge });
      expect(JSON.parse(text)).toMatchObject({ code: 'forbidden', status: 403 });
    }
  });

  it.each(guarded)('%s admits callers with one of %j, and administrators', async (route, scopes) => {
    for (const scope of [...scopes, 'admin' as const]) {
      const { status } = await ask(route, bearer(KEYS[scope]));
      expect({ scope, refused: [401, 403].includes(status) }).toEqual({ scope, refused: false });
    }
  });

  it.each(guarded.filter(([route]) => route.startsWith('GET')))(
    '%s asks for HEAD what it asks for GET',
    async (route) => {
      expect((await app.ask('HEAD', route.slice('GET '.length).replace(/:\w+/g, 'not-there'))).status).toBe(401);
    },
  );
});

it('shows its description and its metrics to the configured callers', async () => {
  const closed = await GuardedApp.start('discovery', { AUTH_PUBLIC: 'metrics' });
  try {
    for (const path of [
      '/docs',
      '/docs/',
      '/DOCS',
      '/docs/index.html',
      '/docs/swagger-ui-init.js',
      '/docs/swagger-ui.css',
      '/openapi.json',
      '/OpenAPI.json/',
    ]) {
      expect([path, (await closed.ask('GET', path)).status]).toEqual([path, 401]);
      expect([path, (await closed.ask('GET', path, bearer(KEYS['services:read']))).status]).toEqual([path, 403]);
    }
    expect((await closed.ask('GET', '/openapi.json', bearer(KEYS.admin))).status).toBe(200);
    expect((await closed.ask('GET', '/metrics')).status).toBe(200);
  } finally {
    await closed.stop();
  }
});
