import { get, type IncomingMessage } from 'node:http';
import { Controller, Get, Module, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { RequireScope } from '../auth/access';
import { makeApiKey } from '../auth/api-key';
import { Capacity } from './capacity';
import { OpenResponses } from './open-responses';
import { TestApp } from '../testing/test-app';

@Controller()
class JobController {
  constructor(private readonly openResponses: OpenResponses) {}

  @Get('stream')
  stream(@Res() response: Response) {
    this.openResponses.hold(response);
    response.flushHeaders();
  }

  @RequireScope('jobs:read')
  @Get('jobs')
  list() {
    return [];
  }

  @Post('jobs')
  submit() {
    return { taken: true };
  }

  @Post('jobs/:id/revert')
  revert() {
    return { undone: true };
  }
}

@Module({ controllers: [JobController] })
class JobModule {}

describe('a caller who sends too much', () => {
  it('is told when to retry, and other callers are not affected', async () => {
    const app = await TestApp.start(JobModule, { RATE_LIMIT: '3', RATE_LIMIT_WINDOW_S: '3600' });
    const list = () => app.send('GET', '/jobs');
    for (const left of [2, 1, 0]) {
      const { status, headers } = await list();
      expect([status, headers['ratelimit-policy']]).toEqual([200, '"caller";q=3;w=3600']);
      expect(headers.ratelimit).toMatch(new RegExp(`^"caller";r=${left};t=3(600|59\\d)$`));
    }
    const refused = await list();
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^3(600|59\d)$/) } });
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'too-many-requests', status: 429 });
    // A body is not even read.
    expect((await app.send('POST', '/jobs', {}, '{not json')).status).toBe(429);
    await app.stop();
  });

  it('can still see how the app is, and have things undone', async () => {
    const app = await TestApp.start(JobModule, { RATE_LIMIT: '1', RATE_LIMIT_WINDOW_S: '3600' });
    for (let n = 0; n < 5; n++) {
      expect((await app.send('GET', '/health')).status).toBe(200);
      expect((await app.send('GET', '/ping')).status).toBe(200);
      expect((await app.send('POST', '/jobs/j/revert', {}, '{}')).status).toBe(201);
    }
    expect((await app.send('GET', '/jobs')).status).toBe(200);
    expect((await app.send('GET', '/jobs')).status).toBe(429);
    await app.stop();
  });

  it('is counted by name where callers say who they are, wherever they call from', async () => {
    const [ann, bob] = ['ann', 'bob'].map((name) => makeApiKey({ id: name, principal: name, scopes: ['jobs:read'] }));
    const AUTH_KEYS = JSON.stringify([ann!.entry, bob!.entry]);
    const app = await TestApp.start(JobModule, { RATE_LIMIT: '1', RATE_LIMIT_WINDOW_S: '3600', AUTH_KEYS });
    const statusFor = async ({ key }: { key: string }) =>
      (await app.send('GET', '/jobs', { authorization: `Bearer ${key}` })).status;
    expect([await statusFor(ann!), await statusFor(ann!), await statusFor(bob!)]).toEqual([200, 429, 200]);
    await app.stop();
  });

  it('may be exempt, and no caller is limited unless it is configured', async () => {
    const exempt = { RATE_LIMIT: '1', RATE_LIMIT_WINDOW_S: '3600', RATE_LIMIT_EXEMPT: 'alice,127.0.0.1' };
    for (const env of [exempt, {}]) {
      const app = await TestApp.start(JobModule, env);
      for (let n = 0; n < 3; n++) expect((await app.send('GET', '/jobs')).status).toBe(200);
      await app.stop();
    }
  });
});

describe('a caller who keeps responses open', () => {
  const open = (app: TestApp) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(`${app.url}/stream`, { agent: false }, resolve).on('error', reject);
    });

  it.each([
    ['has as many as one may have', {}, 429],
    ['may have more when exempt', { RATE_LIMIT_EXEMPT: '127.0.0.1' }, 200],
  ])('%s', async (_, env, then) => {
    const app = await TestApp.start(JobModule, { HTTP_MAX_OPEN_ANSWERS: '2', ...env });
    const responses = [await open(app), await open(app), await open(app)];
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200, then]);
    expect((await app.send('GET', '/jobs')).status).toBe(200);
    responses.forEach((response) => response.destroy());
    // There is room again as soon as the server has noticed the disconnect.
    for (let status: number | undefined; status !== 200;) {
      const next = await open(app);
      status = next.statusCode;
      next.destroy();
    }
    await app.stop();
  });
});

describe('more work than can be done', () => {
  let app: TestApp;
  let full: string | undefined;
  beforeEach(async () => {
    app = await TestApp.start(JobModule, {}, { newWork: ['POST /jobs'] });
    full = undefined;
    app.app.get(Capacity).add(() => full);
  });
  afterEach(() => app.stop());

  it('is refused, however its address is spelled, and what was begun goes on', async () => {
    full = 'Too many jobs are open';
    for (const path of ['/jobs', '/jobs/', '/JOBS', '/jobs?wait=true', 'http://127.0.0.1/jobs']) {
      const refused = await app.send('POST', path, {}, '{not json');
      expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
      expect(JSON.parse(refused.body)).toMatchObject({ code: 'overloaded', detail: expect.stringContaining(full) });
    }
    expect((await app.send('POST', '/jobs/j/revert', {}, '{}')).status).toBe(201);
    expect((await app.send('GET', '/jobs')).status).toBe(200);
    expect((await app.send('GET', '/health')).status).toBe(200);
    expect((await app.send('GET', '/metrics')).body).toContain('requests_shed_total 5');
    full = undefined;
    expect((await app.send('POST', '/jobs', {}, '{}')).status).toBe(201);
  });
});
