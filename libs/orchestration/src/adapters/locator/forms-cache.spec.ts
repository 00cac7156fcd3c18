import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceEntry } from '#contract';
import { loadConfig, OutboundConfig, OutboundHttp, outboundPolicyOf } from '#platform';
import { FormsCache, type KnownForms } from './forms-cache';

const MINUTE = 60_000;
const LINKS = JSON.stringify([{ rel: 'execute', href: '/book' }]);

describe('the forms of a service', () => {
  const config = loadConfig(OutboundConfig, {});
  const http = new OutboundHttp(outboundPolicyOf(config, '127.0.0.1'), config);
  let server: Server;
  let respond: RequestListener;
  let url: string;
  let now: number;
  let cache: FormsCache;

  beforeAll(async () => {
    server = createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    now = 0;
    cache = new FormsCache(http, { now: () => now });
  });
  afterAll(async () => {
    await http.onApplicationShutdown();
    server.closeAllConnections();
    server.close();
  });

  const says = (status: number, body = ''): void => {
    respond = (_, response) => response.writeHead(status).end(body);
  };
  const asked = async (more: Partial<ServiceEntry> = {}): Promise<KnownForms> =>
    cache.of({ registryID: 'r', name: 'rooms', url, updatedAt: '0', ...more } as ServiceEntry);
  const executedAt = (known: KnownForms) => ('forms' in known ? known.forms.actions.execute?.url : known.unreadable);

  const AWAY: [string, () => void][] = [
    ['responds with 404', () => says(404)],
    ['responds with 503', () => says(503)],
    ['responds with a page', () => says(200, '<html>')],
    ['says nothing of what it offers', () => says(200, '{"status":"starting"}')],
    ['breaks the connection', () => (respond = (request) => request.socket.destroy())],
  ];

  it.each(AWAY)('hold while it %s, for however long', async (_, away) => {
    says(200, LINKS);
    await asked();
    away();
    for (const minutes of [1, 10, 60]) {
      now = minutes * MINUTE;
      expect(executedAt(await asked())).toBe(`${url}/book`);
    }
    says(200, LINKS.replace('book', 'reserve'));
    now += MINUTE;
    expect(executedAt(await asked())).toBe(`${url}/reserve`);
  });

  it.each(AWAY)('are waited for when it registers again and %s; in the end those of before hold', async (_, away) => {
    says(200, LINKS);
    await asked();
    away();
    const again = { registryID: 'another', updatedAt: '1' };
    for (now = 0; now < 2 * MINUTE; now += MINUTE) expect(await asked(again)).toMatchObject({ again: now + 1_000 });
    expect(executedAt(await asked(again))).toBe(`${url}/book`);
  });

  it('are not those of another service that took over the address', async () => {
    says(200, LINKS);
    await asked();
    says(404);
    expect(executedAt(await asked({ name: 'mailer' }))).toBe(`${url}/execute`);
  });

  it('are waited for at first, and then it is taken to keep the contract', async () => {
    says(503);
    expect(await asked()).toEqual({ unreadable: 'responded with 503', again: 1_000 });
    now = 9_000;
    expect(executedAt(await asked())).toBe('responded with 503');
    now = 11_000;
    expect(await asked()).toMatchObject({
      declared: false,
      forms: { actions: { execute: { url: `${url}/execute` } } },
    });
  });

  it('need not be there', async () => {
    says(404);
    expect(await asked()).toMatchObject({ declared: false });
  });
});
