import { makeCheckedApiKey } from '#platform';
import { OWN_PAGE, RunningConsole } from '../testing/running-console';
import { Upstream } from '../testing/upstream';

const { key, entry } = makeCheckedApiKey({ id: 'ann', principal: 'ann', scopes: ['jobs:read'] });
const AUTH_KEYS = JSON.stringify([entry]);
const SECRET = 'a secret of the test, long enough';

const login = { ...OWN_PAGE, authorization: `Bearer ${key}` };
const cookieOf = (headers: { 'set-cookie'?: string[] }) => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

describe('a session with an API key', () => {
  let upstream: Upstream;
  let running: RunningConsole;
  beforeAll(async () => {
    upstream = await Upstream.start();
    running = await RunningConsole.start({ AUTH_KEYS, JOB_CONTROL_URL: upstream.url, CONSOLE_SECRET: SECRET });
  });
  beforeEach(() => (upstream.received.length = 0));
  afterAll(async () => {
    await running.stop();
    await upstream.stop();
  });

  const session = async (cookie?: string) => {
    const { headers, body } = await running.app.send('GET', '/session', cookie === undefined ? {} : { cookie });
    return { headers, view: JSON.parse(body) as object };
  };

  it('begins with the key, which the cookie hides from scripts, other sites and readers of the disk', async () => {
    const { status, headers, body } = await running.app.send('POST', '/session', login);
    expect({ status, body: JSON.parse(body) as object }).toEqual({
      status: 200,
      body: { mode: 'key', subject: 'ann', scopes: ['jobs:read'] },
    });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^csp-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/),
    ]);
    expect(cookieOf(headers)).not.toContain(key);
    expect((await session(cookieOf(headers))).view).toEqual({ mode: 'key', subject: 'ann', scopes: ['jobs:read'] });
  });

  it('gives requests to the APIs the key, and never what the page sends itself', async () => {
    const { headers } = await running.app.send('POST', '/session', login);
    const cookie = cookieOf(headers);
    await running.app.send('GET', '/api/jobs/jobs', { cookie, authorization: 'Bearer other' });
    expect(upstream.received).toMatchObject([{ headers: { authorization: `Bearer ${key}` } }]);
    expect(upstream.received[0]!.headers).not.toHaveProperty('cookie');
  });

  it.each<[string, Record<string, string>]>([
    ['no cookie', {}],
    ['a cookie that was not sealed here', { cookie: 'csp-session=ey.J.h.b.G' }],
    ['the key itself', { authorization: `Bearer ${key}` }],
  ])('is needed: %s gets nothing from the APIs', async (_case, headers) => {
    const read = await running.app.send('GET', '/api/jobs/jobs', headers);
    const change = await running.app.send('POST', '/api/jobs/jobs', { ...OWN_PAGE, ...headers }, '{}');
    expect([read.status, change.status]).toEqual([401, 401]);
    expect(upstream.received).toEqual([]);
    expect((await session(headers.cookie)).view).toEqual({ mode: 'key' });
  });

  it('does not begin with a wrong key', async () => {
    const { status, headers } = await running.app.send('POST', '/session', { ...OWN_PAGE, authorization: 'Bearer no' });
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
  });

  it('does not begin for another page', async () => {
    const { status } = await running.app.send('POST', '/session', { authorization: `Bearer ${key}` });
    expect(status).toBe(403);
  });

  it('ends with logging out', async () => {
    const cookie = cookieOf((await running.app.send('POST', '/session', login)).headers);
    const { status, headers, body } = await running.app.send('DELETE', '/session', { ...OWN_PAGE, cookie });
    expect([status, body]).toEqual([200, '{}']);
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^csp-session=; .*Max-Age=0$/)]);
  });

  it('ends with the key, and the cookie goes', async () => {
    const cookie = cookieOf((await running.app.send('POST', '/session', login)).headers);
    const after = await RunningConsole.start({ AUTH_KEYS: JSON.stringify([]), AUTH: 'on', CONSOLE_SECRET: SECRET });
    try {
      const { headers, body } = await after.app.send('GET', '/session', { cookie });
      expect(JSON.parse(body)).toEqual({ mode: 'key' });
      expect(headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=0')]);
    } finally {
      await after.stop();
    }
  });

  it('of a console with the same secret is one; of another it is none', async () => {
    const cookie = cookieOf((await running.app.send('POST', '/session', login)).headers);
    const views: object[] = [];
    for (const CONSOLE_SECRET of [SECRET, undefined]) {
      const other = await RunningConsole.start({ AUTH_KEYS, CONSOLE_SECRET });
      views.push(JSON.parse((await other.app.send('GET', '/session', { cookie })).body) as object);
      await other.stop();
    }
    expect(views).toEqual([{ mode: 'key', subject: 'ann', scopes: ['jobs:read'] }, { mode: 'key' }]);
  });
});

describe('a session without authentication', () => {
  it('is just there', async () => {
    const running = await RunningConsole.start();
    const { headers, body } = await running.app.send('GET', '/session');
    expect(JSON.parse(body)).toEqual({ mode: 'open' });
    expect(headers).not.toHaveProperty('set-cookie');
    await running.stop();
  });
});

describe('a session over https', () => {
  it('is kept in a cookie of this host, for https alone', async () => {
    const running = await RunningConsole.start({ AUTH_KEYS, PUBLIC_URL: 'https://console.example' });
    const { headers } = await running.app.send('POST', '/session', { ...login, host: 'console.example' });
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-csp-session=[^;]+; Path=\/; .*; Secure$/)]);
    await running.stop();
  });
});
