import { Body, Controller, Get, HttpCode, Module, Param, Post, Req, Res, Query } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { PlatformError } from '#contract';
import { createApp } from '../bootstrap';
import { TestApp } from '../testing/test-app';
import { JsonText } from './json-text';

@Controller('things')
class ThingController {
  @Get('first')
  first() {
    return { first: true };
  }

  @Get(':id')
  get(@Query('x') _x: string | undefined, @Param('id') id: string) {
    return { id };
  }

  @Get(':id/text')
  text() {
    return new JsonText('{"as": "it is"}');
  }

  @Get(':id/known')
  known(@Res({ passthrough: true }) response: Response) {
    response.status(304);
  }

  @Post()
  @HttpCode(200)
  post(@Query('x') _x: string | undefined, @Body() body: unknown, @Req() { originalUrl, path, route }: Request) {
    return { body, originalUrl, path, route: (route as { path: string }).path };
  }

  @Post('broken')
  broken() {
    throw new Error('broken');
  }
}

@Controller('guarded')
class GuardedController {
  @Get(':id')
  get() {
    return { got: true };
  }
}

@Module({ controllers: [ThingController, GuardedController] })
class ThingModule {}

describe('the way of a request', () => {
  let app: TestApp;
  beforeAll(async () => {
    const info = { name: 'things', defaultPort: 0, title: 'Things', description: 'Test' };
    const made = await createApp(ThingModule, info, { LOG_LEVEL: 'silent', PORT: '0' });
    made.use((_request: Request, response: Response, next: NextFunction) => {
      response.setHeader('X-Step', 'gone through');
      next();
    });
    made.use('/guarded', () => {
      throw new PlatformError('forbidden', 'Denied');
    });
    made.use(({ headers }: Request, _response: Response, next: NextFunction) =>
      next(headers['x-unwanted'] === undefined ? undefined : new PlatformError('forbidden', 'Unwanted')),
    );
    app = await TestApp.around(made);
  });
  afterAll(() => app.stop());

  const body = async (path: string) => JSON.parse((await app.send('GET', path)).body) as unknown;

  it.each<[string, unknown]>([
    ['/things/7', { id: '7' }],
    ['/things/7?x=1', { id: '7' }],
    ['/THINGS/7', { id: '7' }],
    ['/things/7/', { id: '7' }],
    ['/things/a%2Fb', { id: 'a/b' }],
    ['/things/%37', { id: '7' }],
    ['/things/a;b', { id: 'a;b' }],
    ['/things/first', { first: true }],
    ['/things/FIRST', { first: true }],
    ['/things/first/', { first: true }],
    ['/things/f%69rst', { id: 'first' }],
  ])('leads %s to its method', async (path, text) => expect(await body(path)).toEqual(text));

  it('goes through all middleware, be there a route or not', async () => {
    for (const path of ['/things/7', '/things/7/', '/nothing', '/things/7/text', '/guarded/1']) {
      const { headers } = await app.send('GET', path);
      expect(headers).toMatchObject({ 'x-step': 'gone through', 'x-content-type-options': 'nosniff' });
      const refused = await app.send('GET', path, { 'x-unwanted': '1' });
      expect(refused).toMatchObject({
        status: 403,
        headers: { 'content-type': expect.stringContaining('problem+json') as string },
      });
    }
  });

  it('is stopped by what was used for a path', async () => {
    for (const path of ['/guarded/1', '/guarded/1/', '/GUARDED/1'])
      expect(await app.send('GET', path)).toMatchObject({ status: 403 });
  });

  it('knows its address and its route', async () => {
    const { body: text } = await app.send('POST', '/things?x=1', {}, '{"a":1}');
    expect(JSON.parse(text)).toEqual({
      body: { a: 1 },
      originalUrl: '/things?x=1',
      path: '/things',
      route: '/things',
    });
  });

  it('ends in a problem when the method throws', async () => {
    const { status, headers, body: text } = await app.send('POST', '/things/broken', {}, '{}');
    expect(status).toBe(500);
    expect(headers['content-type']).toMatch('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', instance: '/things/broken' });
  });

  it('ends in the text a method gives', async () => {
    const { headers, body: text } = await app.send('GET', '/things/7/text');
    expect(text).toBe('{"as": "it is"}');
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'content-length': '15' });
  });

  it('ends without a body for HEAD, and for what is known already', async () => {
    expect(await app.send('HEAD', '/things/7')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '10' },
    });
    const { status, headers, body: text } = await app.send('GET', '/things/7/known');
    expect([status, text, headers['content-type'], headers['content-length']]).toEqual([304, '', undefined, undefined]);
    expect(await app.send('GET', '/things/7', { 'if-none-match': '*' })).toMatchObject({ status: 304, body: '' });
  });
});
