import { APP_NAMES, bearer, GuardedApp, KEYS } from './support/guarded-apps';

/** In each app something that is worth having: to read, and to do. */
const WORTH: Record<string, { read: string; act: string; body: string }> = {
  discovery: { read: '/services', act: '/register', body: '{"name":"evil","url":"http://127.0.0.1:9"}' },
  'shared-state': { read: '/state', act: '/state', body: '{"id":"evil"}' },
  'job-control': { read: '/jobs', act: '/jobs', body: '{"steps":[]}' },
  'engine-service': { read: '/metrics', act: '/execute', body: '{"command":"list","resource":"todo"}' },
};

/** Other ways to write a path. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `/${path}`,
  (path) => `//${path}`,
  (path) => `/.${path}`,
  (path) => `/ping/..${path}`,
  (path) => `/%2e${path}`,
  (path) => `/ping/%2e%2e${path}`,
  (path) => `/%2f${path}`,
  (path) => `\\${path.slice(1)}`,
  (path) => path.toUpperCase(),
  (path) => `${path};`,
  (path) => `${path};/ping`,
  (path) => `${path}%00`,
  (path) => `${path}%20`,
  (path) => `${path}%2f`,
  (path) => `${path}.json`,
  (path) => `${path}/configs`,
  (path) => `${path}?x=/configs`,
  (path) => `${path}?/ping`,
  (path) => `${path}#/ping`,
  (path) => `${path}?access_token=${KEYS.admin}`,
  (path) => `${path}?authorization=Bearer%20${KEYS.admin}`,
  (path) => `/ping?x=${path}`,
  (path) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
  (path) => `http://127.0.0.1${path}`,
  (path) => `http://127.0.0.1/ping/..${path}`,
];

const HEADERS: readonly Record<string, string | string[]>[] = [
  { 'x-http-method-override': 'GET' },
  { 'x-http-method': 'GET' },
  { 'x-method-override': 'GET' },
  { 'x-original-url': '/ping' },
  { 'x-rewrite-url': '/ping' },
  { 'x-forwarded-path': '/ping' },
  { 'x-forwarded-prefix': '/ping' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-forwarded-host': '127.0.0.1' },
  { 'x-forwarded-proto': 'https' },
  { forwarded: 'for=127.0.0.1;host=localhost;proto=https' },
  { 'x-real-ip': '127.0.0.1' },
  { 'x-client-cert': 'CN=admin' },
  { 'x-forwarded-user': 'admin' },
  { 'x-remote-user': 'admin' },
  { 'remote-user': 'admin' },
  { 'x-user': 'admin' },
  { 'x-api-key': KEYS.admin },
  { 'on-behalf-of': 'admin' },
  { 'proxy-authorization': `Bearer ${KEYS.admin}` },
  { cookie: `authorization=Bearer ${KEYS.admin}; access_token=${KEYS.admin}` },
  { host: 'localhost' },
  { 'user-agent': 'kube-probe/1.0' },
  { 'user-agent': 'Nacos-Server' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware' },
];

/** Headers that look like a proof, and are none. */
const PROOFS: readonly string[] = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer null',
  'Bearer undefined',
  'Bearer csp_admin_',
  `Bearer csp_admin_${'A'.repeat(43)}`,
  `Bearer csp_nobody_${'A'.repeat(43)}`,
  `Bearer csp___proto___${'A'.repeat(43)}`,
  `Bearer csp_constructor_${'A'.repeat(43)}`,
  `Bearer ${KEYS.admin.slice(0, -1)}`,
  `Bearer ${KEYS.admin}A`,
  `Bearer ${KEYS.admin.toUpperCase()}`,
  `Bearer ${KEYS.admin},${KEYS.admin}`,
  `Bearer ${KEYS.admin} ${KEYS.admin}`,
  `Bearer\t${KEYS.admin}`,
  `Basic ${Buffer.from(`admin:${KEYS.admin}`).toString('base64')}`,
  `Token ${KEYS.admin}`,
  `Digest username="admin", response="${KEYS.admin}"`,
  `"Bearer ${KEYS.admin}"`,
  KEYS.admin,
  `Bearer ${'A'.repeat(9_000)}`,
];

describe.each(APP_NAMES)('%s admits no caller', (name) => {
  const { read, act, body } = WORTH[name]!;
  let app: GuardedApp;
  beforeAll(async () => (app = await GuardedApp.start(name)));
  afterAll(() => app.stop());

  const json = { 'content-type': 'application/json' };

  it.each(SPELLINGS.map((spell) => spell(read)))('who reads %s', async (path) => {
    const { status } = await app.ask('GET', path);
    // What is open to all takes no parameters.
    if (path.startsWith('/ping?')) expect(status).toBe(400);
    else expect([400, 401, 404]).toContain(status);
  });

  it.each(SPELLINGS.map((spell) => spell(act)))('who acts at %s', async (path) => {
    expect([400, 401]).toContain((await app.ask('POST', path, json, body)).status);
  });

  it.each(HEADERS)('who sends %j', async (headers) => {
    expect((await app.ask('GET', read, headers)).status).toBe(401);
    expect((await app.ask('POST', act, { ...json, ...headers }, body)).status).toBe(401);
    expect((await app.ask('POST', '/ping', { ...json, ...headers }, body)).status).toBe(401);
  });

  it.each(PROOFS)('who proves nothing: Authorization: %s', async (authorization) => {
    const { status, headers } = await app.ask('GET', read, { authorization });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect((await app.ask('POST', act, { ...json, authorization }, body)).status).toBe(401);
  });

  it.each([
    [`Bearer ${KEYS.admin}`, 'Bearer nonsense'],
    ['Bearer nonsense', `Bearer ${KEYS.admin}`],
    [`Bearer ${KEYS.admin}`, `Bearer ${KEYS.admin}`],
  ])('who sends Authorization twice: %s, %s', async (...authorization) => {
    expect((await app.ask('GET', read, { authorization })).status).toBe(400);
  });

  it.each(['PUT', 'OPTIONS', 'TRACE', 'PATCH', 'DELETE', 'PROPFIND', 'SEARCH', 'M-SEARCH', 'QUERY', 'LINK'])(
    'who comes with %s',
    async (method) => {
      expect([400, 401]).toContain((await app.ask(method, read)).status);
    },
  );

  it('whose wrong key comes with something that is open to all', async () => {
    expect((await app.ask('GET', '/ping', bearer('nonsense'))).status).toBe(401);
  });

  it('who brings a body along, which is not even read', async () => {
    const broken = '{"steps":';
    expect((await app.ask('POST', act, json, broken)).status).toBe(401);
    expect((await app.ask('GET', '/ping', json, broken)).status).toBe(401);
  });

  it.each(['bearer', 'BEARER', 'bEaReR'])('but those who write the scheme as %s', async (scheme) => {
    expect((await app.ask('GET', read, { authorization: `${scheme} ${KEYS.admin}` })).status).toBe(200);
  });

  it('but those who say who they are', async () => {
    expect((await app.ask('GET', read, bearer(KEYS.admin))).status).toBe(200);
    expect([401, 403]).not.toContain((await app.ask('POST', act, { ...json, ...bearer(KEYS.admin) }, body)).status);
  });
});

it.each([
  ['discovery', '/services/changes'],
  ['job-control', '/jobs/not-there/events'],
])('%s streams to those alone who may read: %s', async (name, path) => {
  const app = await GuardedApp.start(name);
  try {
    const stream = { accept: 'text/event-stream' };
    expect((await app.ask('GET', path, stream)).status).toBe(401);
    expect((await app.ask('GET', path, { ...stream, ...bearer(KEYS['state:read']) })).status).toBe(403);
    const { status } = await app.ask('GET', path, { ...stream, ...bearer(KEYS.admin) });
    expect(status).toBe(name === 'discovery' ? 200 : 404);
  } finally {
    await app.stop();
  }
});
