// One address per service in front of its replicas on this machine; started by scripts/start-all.sh --replicas.
// PORTS are the addresses (4000,4500,…); behind each stand REPLICAS replicas, at the next ports. Requests go to them in
// turn. A replica that is not there is passed over; what one may have seen is never sent to another.
import { once } from 'node:events';
import { Agent, createServer, request as send } from 'node:http';
import { pipeline } from 'node:stream';

const HOST = '127.0.0.1';
const REPLICAS = Number(process.env.REPLICAS);
const ports = process.env.PORTS.split(',').map(Number);

/** They belong to one connection, and there are two. */
const OF_ONE_CONNECTION = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'expect']);
// A replica may close a kept connection just when it is used again, and then the outcome of the request is unknown. A
// new connection that is refused has carried nothing.
const agent = new Agent({ keepAlive: false });

const servers = ports.map(listen);
await Promise.all(servers.map((server) => once(server, 'listening')));
for (const port of ports) console.log(`cluster listening on http://${HOST}:${port} for ${behind(port).join(' ')}`);

process.once('SIGTERM', () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

function listen(port) {
  const replicas = behind(port);
  let turn = 0;
  const server = createServer((incoming, toClient) => {
    const first = turn++;
    forward(
      incoming,
      toClient,
      replicas.map((_, index) => replicas[(first + index) % replicas.length]),
    );
  });
  server.on('error', ({ code }) => {
    console.log(code === 'EADDRINUSE' ? `cluster: port ${port} is in use already` : `cluster: port ${port}: ${code}`);
    process.exit(1);
  });
  return server.listen(port, HOST);
}

function behind(port) {
  return Array.from({ length: REPLICAS }, (_, index) => port + index + 1);
}

/** Sends a request to the first of these ports that takes a connection, and its response back as it comes. */
function forward(incoming, toClient, [port, ...others]) {
  if (port === undefined) return refuse(toClient, 503, 'No replica is there', { 'retry-after': '1' });
  const { method, url } = incoming;
  const outgoing = send({ host: HOST, port, method, path: url, headers: endToEnd(incoming.rawHeaders), agent });
  const giveUp = () => outgoing.destroy();
  toClient.once('close', giveUp);
  let connected = false;
  outgoing.once('socket', (socket) => {
    // Nothing is read from the caller before: the next replica may need it.
    socket.once('connect', () => {
      connected = true;
      incoming.pipe(outgoing);
    });
  });
  outgoing.once('response', (response) => {
    const headers = endToEnd(response.rawHeaders, 'transfer-encoding');
    toClient.writeHead(response.statusCode, response.statusMessage, headers).flushHeaders();
    pipeline(response, toClient, () => undefined);
  });
  outgoing.on('error', () => {
    toClient.off('close', giveUp);
    if (toClient.destroyed || toClient.headersSent) toClient.destroy();
    else if (connected) refuse(toClient, 502, 'The replica broke off before it responded');
    else forward(incoming, toClient, others);
  });
}

/** Names and values in turn, as Node reads and writes them: order, case and repetitions stay. */
function endToEnd(rawHeaders, ...more) {
  const kept = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    if (!OF_ONE_CONNECTION.has(name) && !more.includes(name)) kept.push(rawHeaders[index], rawHeaders[index + 1]);
  }
  return kept;
}

function refuse(toClient, status, title, headers = {}) {
  toClient.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  toClient.end(JSON.stringify({ title, status }));
}
