import { serve } from '../testing/serve';
import { DiscoveryClient } from './discovery-client';

it('asks for services by everything that is known of them', async () => {
  const server = await serve((_request, response) => response.end('[]'));
  const discovery = new DiscoveryClient({ url: server.url });
  expect(await discovery.services({ tag: 'todo', name: undefined, profile: 'urn:a b' })).toEqual([]);
  expect(server.seen).toEqual(['GET /services?tag=todo&profile=urn:a+b']);
  await server.close();
});

it('an answer without content is no fault', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end());
  await expect(new DiscoveryClient({ url: server.url }).unregister('r1')).resolves.toBeUndefined();
  await server.close();
});
