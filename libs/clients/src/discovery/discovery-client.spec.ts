import { HttpService } from '@nestjs/axios';
import { serve, type Served } from '../testing/serve';
import { DiscoveryClient } from './discovery-client';

const served: Served[] = [];

afterEach(() => Promise.all(served.splice(0).map((server) => server.close())));

async function listen(...args: Parameters<typeof serve>): Promise<Served> {
  const server = await serve(...args);
  served.push(server);
  return server;
}

it('asks for services by everything that is known of them', async () => {
  const server = await listen((_request, response) => response.end('[]'));
  const discovery = new DiscoveryClient(new HttpService(), { url: server.url });
  expect(await discovery.services({ tag: 'todo', name: undefined, profile: 'urn:a b' })).toEqual({ items: [] });
  expect(server.seen).toEqual(['GET /services?tag=todo&profile=urn:a+b']);
});

it('a response without content is no fault', async () => {
  const server = await listen((_request, response) => response.writeHead(204).end());
  await expect(new DiscoveryClient(new HttpService(), { url: server.url }).unregister('r1')).resolves.toBeUndefined();
});

it('gives up a response that trickles when the time of the caller is over', async () => {
  const server = await listen((_request, response) => {
    response.write('{');
    const trickle = setInterval(() => response.write(' '), 5);
    response.once('close', () => clearInterval(trickle));
  });
  const discovery = new DiscoveryClient(new HttpService(), { url: server.url });
  const failure = discovery.renew('r1', AbortSignal.timeout(100));
  await expect(failure).rejects.toMatchObject({ name: 'UnreachableError', reason: 'no response in time' });
});

it('does not follow a redirect, and takes no proxy', async () => {
  const elsewhere = await listen((_request, response) => response.end('[]'));
  const server = await listen((_request, response) => response.writeHead(307, { location: elsewhere.url }).end());
  process.env.http_proxy = elsewhere.url;
  try {
    const failure = new DiscoveryClient(new HttpService(), { url: server.url }).services();
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', status: 307 });
    expect(elsewhere.seen).toEqual([]);
  } finally {
    delete process.env.http_proxy;
  }
});
