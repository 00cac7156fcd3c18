import { HttpService } from '@nestjs/axios';
import { serve, type Served } from '../testing/serve';
import { SharedStateClient } from './shared-state-client';

interface Request {
  line: string;
  contentType?: string;
  ifMatch?: string;
  body: unknown;
}

let server: Served;
let client: SharedStateClient;
let requests: Request[];

beforeEach(async () => {
  requests = [];
  server = await serve(({ method, url, headers }, response, text) => {
    const { 'content-type': contentType, 'if-match': ifMatch } = headers;
    requests.push({ line: `${method} ${url}`, contentType, ifMatch, body: text === '' ? undefined : JSON.parse(text) });
    response
      .writeHead(200, { etag: '"v7"', link: '</state?cursor=c2>; rel="next"' })
      .end(url?.startsWith('/state?') ? '[]' : '{"a":1}');
  });
  client = new SharedStateClient(new HttpService(), { url: server.url });
});

afterEach(() => server.close());

it('reads a document with its version', async () => {
  expect(await client.read('my state')).toEqual({ content: { a: 1 }, etag: '"v7"' });
  expect(requests).toMatchObject([{ line: 'GET /state/my%20state' }]);
});

it('reads a document that another shared-state keeps', async () => {
  const elsewhere = await serve((_request, response) => response.end('{"b":2}'));
  expect((await client.read(`${elsewhere.url}/state/x`)).content).toEqual({ b: 2 });
  await elsewhere.close();
});

it('writes only over the version it knows, when so asked', async () => {
  await client.merge('s', { b: 2 }, { ifMatch: '"v7"' });
  expect(requests).toEqual([
    { line: 'POST /state/s', contentType: 'application/json', ifMatch: '"v7"', body: { b: 2 } },
  ]);
});

it('speaks both standard patches, and replaces a document at once', async () => {
  await client.mergePatch('s', { b: null });
  await client.replace('s', { c: 3 });
  expect(requests).toMatchObject([
    { contentType: 'application/merge-patch+json', body: { b: null } },
    { contentType: 'application/json-patch+json', body: [{ op: 'replace', path: '', value: { c: 3 } }] },
  ]);
});

it('lists page by page', async () => {
  expect(await client.list({ limit: 1 })).toMatchObject({ cursor: 'c2' });
  expect(requests).toMatchObject([{ line: 'GET /state?limit=1' }]);
});
