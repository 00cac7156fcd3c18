// A composable service in plain node:http, without any library. It keeps what it did under the request id of the call:
// that is what makes `repeat` idempotent, and lets `revert` know what there is to take back.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const greeted = new Map(); // request id → the response that was given
const withdrawn = new Set(); // request ids that were reverted, whether or not they had ever arrived

function execute({ requestId, name }) {
  if (withdrawn.has(requestId)) return [409, { error: 'this request was reverted' }];
  if (typeof name !== 'string') return [400, { error: 'name: expected a string' }];
  if (!greeted.has(requestId)) greeted.set(requestId, { text: `Hello, ${name}`, number: greeted.size + 1 });
  return [200, greeted.get(requestId)];
}

function revert({ requestId }) {
  withdrawn.add(requestId);
  return [200, { status: greeted.delete(requestId) ? 'reverted' : 'noop' }];
}

const forms = {
  resource: 'greeting',
  messageStructure: { name: 'string', requestId: 'string' },
  affordances: [{ command: '', requiredFields: ['name'], safe: false, idempotent: true, reversible: 'full' }],
};

const routes = {
  'GET /ping': () => [200, { status: 'ok' }],
  'GET /forms': () => [200, forms],
  'GET /greetings': () => [200, [...greeted.values()]],
  'POST /execute': execute,
  'POST /repeat': execute,
  'POST /revert': revert,
};

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${request.url}`] ?? (() => [404, { error: 'not found' }]);
  const message = request.method === 'POST' ? await json(request).catch(() => ({})) : {};
  const [status, content] = route(message);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
});
await new Promise((listening) => server.listen(process.env.PORT ?? 4800, '127.0.0.1', listening));

const url = `http://127.0.0.1:${server.address().port}`;
await fetch(`${process.env.DISCOVERY_URL ?? 'http://127.0.0.1:4000'}/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name: 'greeter', url, resources: ['greeting'], pingURL: `${url}/ping` }),
});
console.log(`greeter listening on ${url}`);
