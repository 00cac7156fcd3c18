import { Controller, Get, Module, Post } from '@nestjs/common';
import { TestApp } from '../testing/test-app';

@Controller('things')
class ThingController {
  @Get()
  get() {
    return { here: true };
  }

  @Post()
  post() {
    return { done: true };
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

describe('browsers that look at foreign pages', () => {
  let app: TestApp;
  let friendly: TestApp;
  beforeAll(async () => {
    app = await TestApp.start(ThingModule, { PUBLIC_URL: 'http://things.example:8080' });
    friendly = await TestApp.start(ThingModule, { CORS_ORIGINS: 'https://ui.example,https://other.example' });
  });
  afterAll(() => Promise.all([app.stop(), friendly.stop()]));

  const statusOf = async (method: string, headers: Record<string, string>, of = app) =>
    (await of.send(method, '/things', headers, method === 'POST' ? '{}' : undefined)).status;

  it('are told to take no response for another type than it declares', async () => {
    for (const path of ['/things', '/nothing', '/docs', '/openapi.json']) {
      const { headers } = await app.send('GET', path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('can still use the page at /docs: all its scripts are files of its own', async () => {
    const { body, headers } = await app.send('GET', '/docs');
    const scripts = [...body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(1);
    for (const [, attributes, content] of scripts) {
      const [, source] = /src=["']([^"']+)["']/.exec(attributes!)!;
      expect(content!.trim()).toBe('');
      const { origin, pathname } = new URL(source!, `${app.url}/docs`);
      expect(origin).toBe(app.url);
      expect((await app.send('GET', pathname)).status).toBe(200);
    }
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(policy).not.toContain('script-src');
  });

  it('may not read anything for a page of another origin', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await app.send(method, '/things', { origin: 'https://evil.example' });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1', 'garbage'])(
    'may not change anything for a page of %s',
    async (origin) => {
      expect(await statusOf('POST', { origin })).toBe(403);
      expect(await statusOf('GET', { origin })).toBe(200);
    },
  );

  it('may change something for a page of the app itself, and so may everybody who is no browser', async () => {
    expect(await statusOf('POST', { origin: app.url })).toBe(201);
    expect(await statusOf('POST', {})).toBe(201);
  });

  it('may do both for a page of a configured origin', async () => {
    const origin = 'https://ui.example';
    const preflight = await friendly.send('OPTIONS', '/things', { origin, 'access-control-request-method': 'POST' });
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': origin } });
    const { status, headers } = await friendly.send('POST', '/things', { origin }, '{}');
    expect([status, headers['access-control-allow-origin']]).toEqual([201, origin]);
    expect(await statusOf('POST', { origin: 'https://ui.example.evil.example' }, friendly)).toBe(403);
    expect(await statusOf('POST', { origin: 'http://ui.example' }, friendly)).toBe(403);
  });

  it.each(['evil.example', 'evil.example:4700', 'localhost.evil.example', '127.0.0.1.evil.example', '%'])(
    'find no app on this machine under the name %s',
    async (host) => {
      expect(await statusOf('GET', { host })).toBe(403);
      expect(await statusOf('POST', { host, origin: `http://${host}` })).toBe(403);
    },
  );

  it.each([
    'localhost:4700',
    'app.localhost',
    'discovery:4000',
    '127.0.0.1',
    '[::1]:4700',
    '10.1.2.3',
    'things.example:9',
  ])('find it under the name %s', async (host) => expect(await statusOf('GET', { host })).toBe(200));

  it('find it under its own names alone where it listens on the network and AUTH is off', async () => {
    const env = { HOST: '0.0.0.0', PUBLIC_URL: 'http://things.example:1', ALLOWED_HOSTS: 'Things.test,other.test' };
    const open = await TestApp.start(ThingModule, { ...env, AUTH: 'off' });
    for (const host of [
      'things.example',
      'things.test:8080',
      'other.test',
      'localhost',
      'discovery:4000',
      '10.1.2.3',
    ]) {
      expect([host, await statusOf('GET', { host }, open)]).toEqual([host, 200]);
      expect([host, await statusOf('POST', { host, origin: `http://${host}` }, open)]).toEqual([host, 201]);
      expect([host, await statusOf('POST', { host, origin: 'http://evil.example' }, open)]).toEqual([host, 403]);
    }
    for (const host of ['evil.example', 'any.things.example', 'things.test.evil.example']) {
      expect([host, await statusOf('GET', { host }, open)]).toEqual([host, 403]);
      expect([host, await statusOf('POST', { host, origin: `http://${host}` }, open)]).toEqual([host, 403]);
    }
    await open.stop();
  });

  it('find it under any name where it asks everybody who they are', async () => {
    const env = { HOST: '0.0.0.0', PUBLIC_URL: 'http://things.example:1', AUTH: 'on', AUTH_KEYS: '[]' };
    const asking = await TestApp.start(ThingModule, env);
    expect((await asking.send('GET', '/ping', { host: 'any.example' })).status).toBe(200);
    await asking.stop();
  });
});
