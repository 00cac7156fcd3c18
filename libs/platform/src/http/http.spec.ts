import { Body, Controller, Get, Module, Patch, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type FieldFault, JsonPointer, PlatformError, Text } from '#contract';
import { startApp } from '../bootstrap';
import { PublicAddress } from '../config/public-address';
import type { ProblemBody } from './problem';

class Order {
  @Text({ required: true })
  name!: string;

  @JsonPointer()
  at?: string;
}

@Controller('orders')
class OrderController {
  @Get(':id')
  get() {
    return { name: 'an order' };
  }

  @Post()
  create(@Body() order: Order) {
    return order;
  }

  @Patch()
  patch(@Body() body: unknown) {
    return { got: body };
  }

  @Post('busy')
  busy() {
    throw new PlatformError('overloaded', 'too many orders', { retryAfterMs: 1_500, extra: { limit: 7, code: 'x' } });
  }

  @Post('broken')
  broken() {
    throw new TypeError('a secret of the house');
  }
}

@Module({ controllers: [OrderController] })
class OrderModule {}

describe('what every app responds with', () => {
  let app: NestExpressApplication;
  let base: string;

  beforeAll(async () => {
    const info = { name: 'orders', defaultPort: 0, title: 'Orders', description: 'Test', bodyLimitBytes: 1_000 };
    app = await startApp(OrderModule, info, { LOG_LEVEL: 'silent' });
    base = app.get(PublicAddress).url;
  });
  afterAll(() => app.close());

  const send = async (method: string, path: string, body?: string, type = 'application/json') => {
    const response = await fetch(base + path, {
      method,
      body,
      headers: body === undefined ? {} : { 'content-type': type },
    });
    const text = await response.text();
    return {
      response,
      status: response.status,
      body: text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    };
  };

  it('lists every fault of a body at once, each with a pointer', async () => {
    const { response, body } = await send('POST', '/orders', '{"at": "nowhere", "extra": 1}');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      type: `${base}/errors/invalid-request`,
      title: 'Invalid request',
      status: 400,
      instance: '/orders',
      code: 'invalid-request',
    });
    expect((body.errors as FieldFault[]).map(({ pointer }) => pointer).sort()).toEqual(['/at', '/extra', '/name']);
    expect(body.error).toBe(body.detail);
  });

  it('says of an error what it means at the address of its type', async () => {
    const { body } = await send('GET', '/nothing');
    const page = await fetch((body as ProblemBody).type);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(await page.text()).toMatch(/^# Not found: `not-found`\n/);
  });

  it.each(['no-such-code', 'README', '..%2F..%2FREADME'])('has no page of %s', async (code) => {
    expect(await send('GET', `/errors/${code}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each([
    ['GET', '/nothing', undefined, 404, 'not-found'],
    ['DELETE', '/orders', undefined, 405, 'method-not-allowed'],
    ['POST', '/orders', '{"name": ', 400, 'invalid-request'],
    ['POST', '/orders', '[1]', 400, 'invalid-request'],
    ['POST', '/orders', undefined, 400, 'invalid-request'],
    ['PATCH', '/orders', '['.repeat(65) + ']'.repeat(65), 400, 'invalid-request'],
    ['POST', '/orders', `{"name": "${'x'.repeat(1_000)}"}`, 413, 'payload-too-large'],
    ['POST', '/orders/broken', undefined, 500, 'internal'],
    ['GET', '/orders/%ff', undefined, 400, 'invalid-request'],
  ])('%s %s %s → %i %s', async (method, path, body, status, code) => {
    expect(await send(method, path, body)).toMatchObject({ status, body: { status, code } });
  });

  it('refuses bodies that are not JSON, and reads any type that is', async () => {
    expect(await send('PATCH', '/orders', 'a=1', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415 });
    expect(await send('PATCH', '/orders', '{"a":1}', 'application/merge-patch+json; charset=utf-8')).toMatchObject({
      body: { got: { a: 1 } },
    });
  });

  it('says which methods a path takes', async () => {
    const { response } = await send('DELETE', '/orders');
    expect(response.headers.get('allow')).toBe('POST, PATCH');
  });

  it('says when to come back, and adds what the error knows without letting it replace a member', async () => {
    const { response, body } = await send('POST', '/orders/busy');
    expect(response.headers.get('retry-after')).toBe('2');
    expect(body).toMatchObject({ status: 503, code: 'overloaded', limit: 7 });
  });

  it('keeps what went wrong inside to itself', async () => {
    const { body } = await send('POST', '/orders/broken');
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('tells that it lives, that it can be used, and what it offers', async () => {
    expect(await send('GET', '/ping')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await send('GET', '/health')).toMatchObject({ status: 200, body: { live: true, ready: true } });
    expect((await send('GET', '/openapi.json')).body).toMatchObject({
      info: { title: 'Orders' },
      paths: { '/orders': {} },
    });
    expect((await send('GET', '/docs')).body).toContain('swagger-ui');
  });

  it('does not say what it is made of', async () => {
    const { response } = await send('GET', '/ping');
    expect(response.headers.has('x-powered-by')).toBe(false);
  });

  it('says in one line that its port is taken', async () => {
    const info = { name: 'second', defaultPort: Number(new URL(base).port), title: '', description: '' };
    await expect(startApp(OrderModule, info, { LOG_LEVEL: 'silent' })).rejects.toThrow(
      `port ${info.defaultPort} is in use already`,
    );
  });
});
