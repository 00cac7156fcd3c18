import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drain } from './drain';

describe('draining a server', () => {
  const listen = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  it('lets the requests under way finish, and takes no new ones', async () => {
    const { server, url } = await listen();
    const pending = fetch(url);
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    const drained = drain(server, 60_000);
    await expect(fetch(url)).rejects.toThrow();
    response.end('done');
    expect(await (await pending).text()).toBe('done');
    await drained;
  });

  it('cuts off what has not finished within the limit', async () => {
    const { server, url } = await listen();
    const pending = fetch(url);
    await once(server, 'request');
    await Promise.all([drain(server, 1), expect(pending).rejects.toThrow()]);
  });
});
