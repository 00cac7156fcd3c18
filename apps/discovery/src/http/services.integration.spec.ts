import type { ServiceEntry } from '#contract';
import { type DiscoveryResponse, testStage } from '../testing/running-discovery';

const { discovery } = testStage();

async function withThree() {
  const registry = await discovery();
  await registry.register({ name: 'todo', url: 'http://localhost:1', tags: ['todo', 'a'], profile: 'urn:x:todo' });
  await registry.register({ name: 'todo', url: 'http://localhost:2', resources: ['todo'], mediaTypes: ['text/plain'] });
  await registry.register({ serviceName: 'hotel', serviceURL: 'http://localhost:3', semanticProfile: 'urn:x:hotel' });
  return async (path: string) => (await registry.get(path)).body.map(({ url }) => Number(new URL(url).port));
}

describe('looking for services', () => {
  it('finds those to which all that is given applies exactly, oldest registration first', async () => {
    const ports = await withThree();
    expect(await ports('/services')).toEqual([1, 2, 3]);
    expect(await ports('/services?name=todo')).toEqual([1, 2]);
    expect(await ports('/services?name=tod')).toEqual([]);
    expect(await ports('/services?profile=urn:x:hotel')).toEqual([3]);
    expect(await ports('/services?profile=urn:x')).toEqual([]);
    expect(await ports('/services?mediaType=text/plain&name=todo')).toEqual([2]);
    expect(await ports('/services?mediaType=text/plain&name=hotel')).toEqual([]);
    expect(await ports('/services?health=evicted')).toEqual([]);
  });

  it('finds resources as tags and tags as resources', async () => {
    const ports = await withThree();
    expect(await ports('/services?tag=todo')).toEqual([1, 2]);
    expect(await ports('/services?resource=todo')).toEqual([1, 2]);
    expect(await ports('/services?resource=todo&tag=a')).toEqual([1]);
  });

  it('takes a parameter twice as both, and an empty one as absent', async () => {
    const ports = await withThree();
    expect(await ports('/services?tag=todo&tag=a')).toEqual([1]);
    expect(await ports('/services?tag=&profile=')).toEqual([1, 2, 3]);
  });

  it('finds by any part of a profile where asked to', async () => {
    const ports = await withThree();
    expect(await ports('/find?profile=urn:x')).toEqual([1, 3]);
    expect(await ports('/find?profile=hotel')).toEqual([3]);
    expect(await ports('/find?tag=todo&profile=x')).toEqual([1]);
    expect(await ports('/find?mediaType=text/plain')).toEqual([2]);
  });

  it('gives them page by page where asked to, none twice and none left out while others come and go', async () => {
    const registry = await discovery();
    const register = (port: number) => registry.register({ name: 'todo', url: `http://localhost:${port}` });
    for (let port = 1; port <= 5; port++) await register(port);
    const ports: number[] = [];
    for (let path: string | undefined = '/services?name=todo&limit=2'; path !== undefined;) {
      const { body, headers }: DiscoveryResponse<ServiceEntry[]> = await registry.get(path);
      expect(body.length).toBeLessThanOrEqual(2);
      ports.push(...body.map(({ url }) => Number(new URL(url).port)));
      if (ports.length === 2) await registry.post('/unregister', { url: 'http://localhost:2' });
      if (ports.length === 4) await register(6);
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(ports).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await registry.get('/services?name=todo')).headers.get('link')).toBeNull();
    for (const wrong of ['limit=0', 'limit=1001', 'limit=x', 'cursor=x'])
      expect((await registry.get(`/services?${wrong}`)).status).toBe(400);
  });

  it('refuses an unknown health', async () => {
    const { status, body } = await (await discovery()).get<{ errors: unknown[] }>('/services?health=fine');
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer: '/health', message: expect.stringContaining('unverified') }]);
  });
});

describe('binding services', () => {
  it('lasts until it is unbound', async () => {
    const registry = await discovery();
    const { registryID: sourceRegistryID } = await registry.register({ name: 'a', url: 'http://localhost:1' });
    const { registryID: targetRegistryID } = await registry.register({ name: 'b', url: 'http://localhost:2' });
    const { status, body } = await registry.post<{ bindingID: string }>('/bind', {
      sourceRegistryID,
      targetRegistryID,
    });
    expect(status).toBe(201);
    expect((await registry.post('/unbind', body)).status).toBe(204);
    expect((await registry.post('/unbind', body)).status).toBe(404);
  });

  it('needs both services, and ends with either', async () => {
    const registry = await discovery();
    const { registryID: sourceRegistryID } = await registry.register({ name: 'a', url: 'http://localhost:1' });
    const { registryID: targetRegistryID } = await registry.register({ name: 'b', url: 'http://localhost:2' });
    expect((await registry.post('/bind', { sourceRegistryID, targetRegistryID: 'unknown' })).status).toBe(404);
    expect((await registry.post('/bind', { sourceRegistryID })).status).toBe(400);
    const { body } = await registry.post('/bind', { sourceRegistryID, targetRegistryID });
    await registry.post('/unregister', { registryID: targetRegistryID });
    expect((await registry.post('/unbind', body)).status).toBe(404);
  });
});

describe('discovery about itself', () => {
  it('lists what can be asked, and how', async () => {
    const registry = await discovery();
    const { body: endpoints } = await registry.get<{ method: string; path: string }[]>('/endpoints');
    expect(endpoints).toContainEqual(expect.objectContaining({ method: 'POST', path: '/register' }));
    const { body: forms } = await registry.get<{ rel: string; href: string }[]>('/forms');
    expect(forms).toContainEqual(expect.objectContaining({ rel: 'find', method: 'GET', href: `${registry.url}/find` }));
  });

  it('forgets none of its own calls', async () => {
    const registry = await discovery();
    const { body: api } = await registry.get<{ paths: Record<string, object> }>('/openapi.json');
    const { body: endpoints } = await registry.get<{ path: string }[]>('/endpoints');
    const common = ['/endpoints', '/errors/{code}', '/forms', '/whoami'];
    const documented = Object.keys(api.paths).filter((path) => !common.includes(path));
    expect(endpoints.map(({ path }) => path).sort()).toEqual(documented.sort());
  });
});
