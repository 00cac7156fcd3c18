// A car rental as any other team might have written it: plain Node, no library, the older dialect throughout.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const EUROS_A_DAY = new Map(Object.entries({ compact: 39, estate: 55 }));
const rentals = new Map(); // by request id

function rent({ requestId, driver, carClass, days }) {
  const price = EUROS_A_DAY.get(carClass);
  if (!price) return [422, { error: `no ${carClass} here, only ${[...EUROS_A_DAY.keys()].join(' or ')}` }];
  const rental = rentals.get(requestId) ?? { id: requestId, driver, carClass, days, euros: days * price };
  rentals.set(requestId, rental);
  return [200, { rental }];
}

function giveBack({ requestId }) {
  return rentals.delete(requestId) ? [200, { status: 'reverted' }] : [404, { error: 'no such rental' }];
}

function forms() {
  const input = ['requestId (string)', 'driver (string)', 'carClass (compact | estate)', 'days (number)'];
  const link = (rel) => ({ rel, method: 'POST', href: `${url}/${rel}`, input, output: '{ rental: object }' });
  return [200, [link('execute'), link('repeat'), link('revert')]];
}

const routes = {
  'GET /ping': () => [200, { status: 'ok' }],
  'GET /forms': forms,
  'GET /rentals': () => [200, [...rentals.values()]],
  'POST /execute': rent,
  'POST /repeat': rent,
  'POST /revert': giveBack,
};

const server = createServer(async (request, response) => {
  const body = await text(request);
  const handle = routes[`${request.method} ${request.url}`] ?? (() => [404, { error: 'not found' }]);
  const [status, content] = handle(JSON.parse(body || '{}'));
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
});
await new Promise((listening) => server.listen(process.env.PORT ?? 0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${server.address().port}`;

const registration = {
  serviceName: 'car-rental',
  serviceURL: url,
  tags: ['car-rental'],
  semanticProfile: 'urn:example:car-rental',
  pingURL: `${url}/ping`,
};
await fetch(`${process.env.DISCOVERY_URL ?? 'http://127.0.0.1:4000'}/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(registration),
});
console.log(`car-rental listening on ${url}`);
