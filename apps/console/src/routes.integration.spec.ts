import { RunningConsole } from './testing/running-console';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

let running: RunningConsole;
beforeAll(async () => {
  running = await RunningConsole.start({ AUTH: 'on', AUTH_KEYS: '[]', AUTH_PUBLIC: 'none' });
});
afterAll(() => running.stop());

describe('the console', () => {
  it('has a page, a session, and what every app has', () => {
    const { stack } = running.app.app.getHttpAdapter().getInstance().router as { stack: readonly Layer[] };
    const routes = stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
    );
    expect(routes.filter((route) => !route.startsWith('GET /docs')).sort()).toEqual([
      'DELETE /session',
      'GET /assets/:name',
      'GET /errors/:code',
      'GET /health',
      'GET /login',
      'GET /login/callback',
      'GET /metrics',
      'GET /openapi.json',
      'GET /ping',
      'GET /session',
      'GET /whoami',
      'GET /{*path}',
      'POST /session',
    ]);
  });

  it.each(['/metrics', '/docs', '/openapi.json', '/api/jobs/jobs', '/api/anything'])(
    'shows %s to no caller without credentials',
    async (path) => {
      expect((await running.app.send('GET', path)).status).toBe(401);
    },
  );
});
