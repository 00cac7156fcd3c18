import { PAGE, RunningConsole, SCRIPT } from '../testing/running-console';

let running: RunningConsole;
beforeAll(async () => (running = await RunningConsole.start()));
afterAll(() => running.stop());

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the web application', () => {
  it.each(['/', '/jobs', '/jobs/trip.2026-11-30', '/definitions/a/b', '/jobs?label=a:b&label=c'])(
    'is one page, also at %s',
    async (path) => {
      const { status, headers, body } = await running.app.send('GET', path, browser);
      expect([status, body]).toEqual([200, PAGE]);
      expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
    },
  );

  it('runs nothing but its own scripts, in no frame, and tells other sites nothing', async () => {
    const { headers } = await running.app.send('GET', '/', browser);
    const policy = headers['content-security-policy'] as string;
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
  });

  it('has files that browsers keep, compressed for those that can read it', async () => {
    const plain = await running.app.send('GET', '/assets/main-A1.js');
    const small = await running.app.send('GET', '/assets/main-A1.js', { 'accept-encoding': 'gzip, br' });
    expect([plain.body, plain.headers['content-encoding']]).toEqual([SCRIPT, undefined]);
    expect(plain.headers['cache-control']).toContain('immutable');
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    const again = await running.app.send('GET', '/assets/main-A1.js', { 'if-none-match': plain.headers.etag! });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it.each([
    ['/assets/main-B2.js', 404],
    ['/assets/..%2f..%2fpackage.json', 404],
    ['/favicon.ico', 404],
    ['/health', 200],
  ])('%s is %d', async (path, status) => {
    expect((await running.app.send('GET', path, { accept: 'image/*,*/*' })).status).toBe(status);
  });
});
