// The floor behind HTTP: the bare script of floor.ts, without durability, started by POST.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bareJob, poolFor } from './floor-job';

const job = bareJob(poolFor(process.env.TARGET ?? ''));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    job().then(
      () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"completed"}'),
      () => response.writeHead(500).end(),
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
