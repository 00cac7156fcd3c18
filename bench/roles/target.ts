// A bare service: it responds to every call at once, or executes only after DELAY_MS, and does nothing else. Under /refusing it refuses
// every call. With RECORD it remembers when it heard of which job first; GET /heard tells, and forgets.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RESULT } from '../jobs';

const JSON_TYPE = 'application/json';
const HEADERS = { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(RESULT) };
const REFUSAL = '{"error":"no"}';
const FORMS = JSON.stringify({
  resource: 'seat',
  messageStructure: { command: 'string', resource: 'string' },
  affordances: [{ command: 'book', reversible: 'full' }],
});

const delayMs = Number(process.env.DELAY_MS ?? 0);

const record = process.env.RECORD !== undefined;
const heard = new Map<string, number>();

const server = createServer((request, response) => {
  request.resume();
  const { url = '' } = request;
  if (record && url === '/heard') return tellHeard(response);
  if (record && request.method === 'POST') hear(String(request.headers['correlation-id']));
  if (url.endsWith('/execute') && url.startsWith('/refusing')) send(response, 422, REFUSAL);
  else if (url.endsWith('/forms')) send(response, 200, FORMS);
  else if (delayMs === 0 || !url.endsWith('/execute')) response.writeHead(200, HEADERS).end(RESULT);
  else setTimeout(() => response.writeHead(200, HEADERS).end(RESULT), delayMs);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

function hear(job: string): void {
  if (!heard.has(job)) heard.set(job, Date.now());
}

function tellHeard(response: ServerResponse): void {
  const times = JSON.stringify([...heard.values()]);
  heard.clear();
  send(response, 200, times);
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(body) }).end(body);
}
