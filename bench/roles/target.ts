// A bare service: it answers every call at once, and does nothing else. Under /refusing it refuses every call.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWER } from '../jobs';

const JSON_TYPE = 'application/json';
const HEADERS = { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(ANSWER) };
const REFUSAL = '{"error":"no"}';
const FORMS = JSON.stringify({
  resource: 'seat',
  messageStructure: { command: 'string', resource: 'string' },
  affordances: [{ command: 'book', reversible: 'full' }],
});

const delayMs = Number(process.env.DELAY_MS ?? 0);

const server = createServer((request, response) => {
  request.resume();
  const { url = '' } = request;
  if (url.endsWith('/execute') && url.startsWith('/refusing')) answer(response, 422, REFUSAL);
  else if (url.endsWith('/forms')) answer(response, 200, FORMS);
  else if (delayMs === 0 || request.method === 'GET') response.writeHead(200, HEADERS).end(ANSWER);
  else setTimeout(() => response.writeHead(200, HEADERS).end(ANSWER), delayMs);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(body) }).end(body);
}
