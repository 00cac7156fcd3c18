// A misbehaving service. HOSTILITY: `slow` responds after a minute, `trickle` a byte at a time, `huge` without end,
// `errors` with 500.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LATE_MS = 60_000;
const LETTER_MS = 20;
const CHUNK = Buffer.alloc(64 * 1024, 0x20);
const JSON_TYPE = { 'content-type': 'application/json' };

function trickle(response: ServerResponse): void {
  response.writeHead(200, JSON_TYPE);
  const letters = setInterval(() => response.write(' '), LETTER_MS);
  response.once('close', () => clearInterval(letters));
}

function flood(response: ServerResponse): void {
  const pour = (): void => {
    while (!response.destroyed && response.write(CHUNK));
  };
  response.writeHead(200, JSON_TYPE).on('drain', pour);
  pour();
}

const HOSTILITIES: Record<string, (response: ServerResponse) => void> = {
  slow: (response) => void setTimeout(() => response.end('{}'), LATE_MS).unref(),
  trickle,
  huge: flood,
  errors: (response) => void response.writeHead(500, JSON_TYPE).end('{}'),
};

const misbehave = HOSTILITIES[process.env.HOSTILITY ?? ''];
if (!misbehave) throw new Error(`HOSTILITY is one of ${Object.keys(HOSTILITIES).join(', ')}`);

const server = createServer((request, response) => {
  request.resume();
  if (request.method === 'POST') misbehave(response);
  else response.writeHead(404).end();
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
