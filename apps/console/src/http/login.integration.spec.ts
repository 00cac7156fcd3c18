import { OpenIdProvider } from '../testing/openid-provider';
import { OWN_PAGE, RunningConsole } from '../testing/running-console';
import { Upstream } from '../testing/upstream';

let provider: OpenIdProvider;
let upstream: Upstream;
let running: RunningConsole;

beforeAll(async () => {
  [provider, upstream] = await Promise.all([OpenIdProvider.start(), Upstream.start()]);
  running = await RunningConsole.start({ ...provider.settings, JOB_CONTROL_URL: upstream.url });
});
beforeEach(() => {
  upstream.received.length = 0;
  Object.assign(provider, { accessClaims: { scope: 'jobs:read' }, idClaims: {}, seconds: 300 });
});
afterAll(async () => {
  await running.stop();
  await Promise.all([provider.stop(), upstream.stop()]);
});

type Headers = Awaited<ReturnType<RunningConsole['app']['send']>>['headers'];
/** What a browser would keep of a response. */
const cookiesOf = (headers: Headers) =>
  (headers['set-cookie'] ?? [])
    .map((cookie) => cookie.split(';')[0]!)
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ');
const pathOf = (address = '') => address.replace(running.app.url, '');

/** Follows a browser to the provider; returns the address it comes back to, and the cookie it has. */
async function begin(to = '/jobs?q=a') {
  const { status, headers } = await running.app.send('GET', `/login?to=${encodeURIComponent(to)}`);
  expect(status).toBe(303);
  const atProvider = await fetch(headers.location!, { redirect: 'manual' });
  return { back: pathOf(atProvider.headers.get('location')!), cookie: cookiesOf(headers), headers };
}
async function logIn(to?: string) {
  const { back, cookie } = await begin(to);
  return running.app.send('GET', back, { cookie, 'sec-fetch-site': 'cross-site' });
}

describe('a login at an OpenID provider', () => {
  it('comes back to where the person was, with the access token in the session', async () => {
    const { status, headers } = await logIn('/jobs?q=a');
    expect([status, headers.location]).toEqual([303, '/jobs?q=a']);
    const cookie = cookiesOf(headers);
    const session = await running.app.send('GET', '/session', { cookie });
    expect(JSON.parse(session.body)).toEqual({ mode: 'oidc', subject: 'ann', scopes: ['jobs:read'] });
    await running.app.send('GET', '/api/jobs/jobs', { cookie });
    expect(upstream.received[0]!.headers.authorization).toMatch(/^Bearer ey/);
  });

  it('asks the provider for a code, with PKCE, state and nonce', async () => {
    const { headers } = await running.app.send('GET', '/login');
    const { searchParams } = new URL(headers.location!);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ response_type: 'code', client_id: 'console', scope: 'openid', code_challenge_method: 'S256' },
      redirect_uri: `${running.app.url}/login/callback`,
      ...{ code_challenge: expect.any(String), state: expect.any(String), nonce: expect.any(String) },
    });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^csp-login=.*; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])(
    'never ends at another site, such as %s',
    async (to) => {
      expect((await logIn(to)).headers.location).toBe('/');
    },
  );

  it('lasts as long as the token, and no longer', async () => {
    provider.seconds = 120;
    const { headers } = await logIn();
    expect(headers['set-cookie']).toContainEqual(expect.stringMatching(/^csp-session=.*Max-Age=120$/));
  });

  it.each([
    ['without the cookie of its beginning', (back: string) => ({ back, cookie: '' })],
    [
      'with a state that another browser began with',
      (back: string, cookie: string) => ({ back: back.replace(/state=[^&]+/, 'state=other'), cookie }),
    ],
    [
      'with a code that was not given',
      (back: string, cookie: string) => ({ back: back.replace(/code=[^&]+/, 'code=other'), cookie }),
    ],
    [
      'that the person refuses',
      (back: string, cookie: string) => ({ back: back.replace(/code=[^&]+/, 'error=access_denied'), cookie }),
    ],
  ])('%s is refused', async (_case, change) => {
    const { back, cookie } = await begin();
    const changed = change(back, cookie);
    const { status, headers } = await running.app.send('GET', changed.back, { cookie: changed.cookie });
    expect(status).toBe(401);
    expect(cookiesOf(headers)).toBe('');
  });

  it.each([
    ['with a nonce of another login', { idClaims: { nonce: 'other' } }],
    ['for another client', { idClaims: { aud: 'other' } }],
    ['with a token that the platform does not accept', { accessClaims: { sub: '' } }],
  ])('%s is refused', async (_case, changes) => {
    const { back, cookie } = await begin();
    Object.assign(provider, changes);
    const { status, headers } = await running.app.send('GET', back, { cookie });
    expect(status).toBe(401);
    expect(cookiesOf(headers)).toBe('');
  });

  it('cannot be completed twice', async () => {
    const { back, cookie } = await begin();
    await running.app.send('GET', back, { cookie });
    expect((await running.app.send('GET', back, { cookie })).status).toBe(401);
  });

  it('ends here and at the provider', async () => {
    const cookie = cookiesOf((await logIn()).headers);
    const { headers, body } = await running.app.send('DELETE', '/session', { ...OWN_PAGE, cookie });
    const { endSessionUrl } = JSON.parse(body) as { endSessionUrl: string };
    expect(endSessionUrl).toMatch(/\/logout\?.*post_logout_redirect_uri=/);
    expect(cookiesOf(headers)).toBe('');
  });
});

describe('a console whose provider does not respond', () => {
  it('starts, and says so at the login', async () => {
    const settings = { ...provider.settings, CONSOLE_OIDC_ISSUER: 'http://127.0.0.1:9' };
    const alone = await RunningConsole.start(settings);
    expect((await alone.app.send('GET', '/login')).status).toBe(503);
    expect(JSON.parse((await alone.app.send('GET', '/session')).body)).toEqual({ mode: 'oidc' });
    await alone.stop();
  });

  it('does not start without AUTH_ISSUER', async () => {
    const { CONSOLE_OIDC_ISSUER, CONSOLE_OIDC_CLIENT_ID } = provider.settings;
    await expect(RunningConsole.start({ CONSOLE_OIDC_ISSUER, CONSOLE_OIDC_CLIENT_ID })).rejects.toThrow('AUTH_ISSUER');
    await expect(RunningConsole.start({ CONSOLE_OIDC_ISSUER })).rejects.toThrow('CONSOLE_OIDC_CLIENT_ID');
  });

  it('has no such login where none is configured', async () => {
    const without = await RunningConsole.start();
    expect((await without.app.send('GET', '/login')).status).toBe(404);
    await without.stop();
  });
});
