// A published vocabulary, and three hotels whose authors never saw each other's names for things. Each serves an ALPS
// profile that says which of its words means which term of the vocabulary.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const port = Number(process.env.PORT ?? 4820);
const server = createServer();
await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
const url = `http://127.0.0.1:${server.address().port}`;
const travel = `${url}/travel`;

const vocabulary = [
  {
    id: 'doReserve',
    type: 'unsafe',
    rt: '#reservation',
    descriptor: [{ href: '#guest' }, { href: '#checkIn' }, { href: '#nights' }],
  },
  { id: 'guest', title: 'Who comes', descriptor: [{ href: '#name' }] },
  { id: 'name', def: 'https://schema.org/name' },
  { id: 'checkIn', def: 'https://schema.org/checkinTime' },
  { id: 'nights' },
  { id: 'number', title: 'By which a reservation is found again' },
  { id: 'reservation', descriptor: [{ href: '#number' }, { href: '#guest' }, { href: '#checkIn' }] },
];

const hotels = {
  // Flat, and other names.
  astoria: {
    command: 'create',
    required: ['guestName', 'from'],
    numberAs: 'id',
    profile: [
      {
        id: 'create',
        href: `${travel}#doReserve`,
        rt: '#booking',
        descriptor: [{ href: '#guestName' }, { href: '#from' }, { href: '#howLong' }],
      },
      { id: 'guestName', href: `${travel}#name` },
      { id: 'from', href: `${travel}#checkIn` },
      { id: 'howLong', href: `${travel}#nights` },
      {
        id: 'booking',
        descriptor: [{ id: 'id', href: `${travel}#number` }, { href: '#guestName' }, { href: '#from' }],
      },
    ],
  },
  // Nested otherwise; and it knows the names by their definitions alone.
  bristol: {
    command: 'create',
    required: ['person', 'stay'],
    numberAs: 'id',
    profile: [
      {
        id: 'create',
        href: `${travel}#doReserve`,
        rt: '#booking',
        descriptor: [{ href: '#person' }, { href: '#stay' }],
      },
      { id: 'person', descriptor: [{ id: 'fullName', def: 'https://schema.org/name' }] },
      {
        id: 'stay',
        descriptor: [
          { id: 'arrival', def: 'https://schema.org/checkinTime' },
          { id: 'days', href: `${travel}#nights` },
        ],
      },
      { id: 'booking', descriptor: [{ id: 'id', href: `${travel}#number` }, { href: '#person' }, { href: '#stay' }] },
    ],
  },
  // It calls its command `book`.
  carlton: {
    command: 'book',
    required: ['guest'],
    numberAs: 'reference',
    profile: [
      {
        id: 'book',
        href: `${travel}#doReserve`,
        rt: '#receipt',
        descriptor: [{ href: `${travel}#guest` }, { href: `${travel}#checkIn` }, { href: `${travel}#nights` }],
      },
      { id: 'receipt', descriptor: [{ id: 'reference', href: `${travel}#number` }, { href: `${travel}#guest` }] },
    ],
  },
};

for (const hotel of Object.values(hotels)) Object.assign(hotel, { done: new Map(), reverted: new Set(), full: false });

const routes = {
  'GET ping': () => [200, { status: 'ok' }],
  'GET alps': ({ profile }) => [200, { alps: { version: '1.0', descriptor: profile } }],
  'GET forms': ({ command, required }) => [
    200,
    {
      resource: 'room',
      requestIds: true,
      messageStructure: {},
      affordances: [{ command, requiredFields: required, safe: false, idempotent: false, reversible: 'full' }],
    },
  ],
  'GET rooms': ({ done }) => [200, [...done.values()]],
  // What a guest cannot know: the house is full from now on, or no more.
  'PUT full': (hotel, full) => [200, { full: (hotel.full = full === true) }],
  'POST execute': execute,
  'POST repeat': execute,
  'POST revert': ({ done, reverted }, { metadata: { requestId } }) => {
    reverted.add(requestId);
    return [200, { status: done.delete(requestId) ? 'reverted' : 'noop' }];
  },
};

function execute({ command, required, numberAs, done, reverted, full }, message) {
  const { payload = {}, id = randomUUID(), metadata } = message;
  const { requestId } = metadata;
  if (reverted.has(requestId)) return [409, { error: 'this request was reverted' }];
  const missing = required.filter((field) => payload[field] === undefined);
  if (message.command !== command || missing.length > 0)
    return [400, { error: `expected ${command} with ${required}` }];
  if (!done.has(requestId) && full) return [422, { error: 'there is no room' }];
  if (!done.has(requestId)) done.set(requestId, { [numberAs]: id, ...payload });
  return [201, { result: done.get(requestId) }];
}

server.on('request', async (request, response) => {
  const [, hotel, action] = request.url.split('/');
  const body = request.method === 'GET' ? undefined : await json(request).catch(() => ({}));
  const route = hotels[hotel] && routes[`${request.method} ${action}`];
  const isVocabulary = request.url === '/travel';
  const [status, content] = isVocabulary
    ? [200, { alps: { version: '1.0', descriptor: vocabulary } }]
    : (route?.(hotels[hotel], body) ?? [404, { error: 'not found' }]);
  const type = isVocabulary || action === 'alps' ? 'application/alps+json' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(content));
});

for (const name of Object.keys(hotels)) {
  const at = `${url}/${name}`;
  await fetch(`${process.env.DISCOVERY_URL ?? 'http://127.0.0.1:4000'}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, url: at, tags: ['hotel'], profile: `${at}/alps`, pingURL: `${at}/ping` }),
  });
}
console.log(`hotels listening on ${url}`);
