// Makes the notes API composable: it stands in front of it, speaks the contract, and takes back what it did.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Ledger } from './ledger.mjs';

const api = process.env.NOTES_API_URL ?? 'http://127.0.0.1:4810';
const ledger = new Ledger(process.env.LEDGER ?? 'notes-adapter.jsonl');

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
  const content = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Refusal(response.status, content.message);
  return content;
}

const isGone = (error) => {
  if (error.status !== 404) throw error;
};
// The API generates the ids, so a lost response would leave a note whose id is unknown. Callers can choose a label,
// though: it holds the request id, and with it the note can be found.
const madeBy = async (requestId) => (await call('GET', '/notes')).find(({ label }) => label === requestId);

// How each command is done once more without harm, what must be known beforehand to undo it, and how that is done.
const commands = {
  create: {
    execute: async ({ payload }, requestId) =>
      (await madeBy(requestId)) ?? call('POST', '/notes', { text: payload.text, label: requestId }),
    revert: async (_, requestId) => {
      const note = await madeBy(requestId);
      if (note) await call('DELETE', `/notes/${note.id}`).catch(isGone);
    },
  },
  update: {
    before: ({ id }) => call('GET', `/notes/${id}`),
    execute: ({ id, payload }, _, before) => call('PUT', `/notes/${id}`, { ...before, ...payload }),
    revert: ({ id }, _, before) => call('PUT', `/notes/${id}`, before),
  },
  read: { safe: true, execute: ({ id }) => call('GET', `/notes/${id}`) },
};

function commandOf(message) {
  const command = Object.hasOwn(commands, message.command) && commands[message.command];
  if (!command) throw new Refusal(400, `command: expected one of ${Object.keys(commands).join(', ')}`);
  return command;
}

async function execute(message) {
  const { safe, before, execute } = commandOf(message);
  if (safe) return execute(message);
  const { requestId } = message.metadata ?? {};
  if (typeof requestId !== 'string') throw new Refusal(400, 'metadata.requestId: expected a string');
  const known = ledger.get(requestId);
  if (known?.state === 'reverted') throw new Refusal(409, 'this request was reverted');
  if (known?.state === 'done') return known.response;
  const was = known?.before ?? (before && (await before(message)));
  ledger.put(requestId, { state: 'intended', before: was }); // on disk before anything is changed
  const response = await execute(message, requestId, was);
  ledger.put(requestId, { state: 'done', before: was, response });
  return response;
}

async function revert(message) {
  const { requestId } = message.metadata ?? {};
  const { safe, revert } = commandOf(message);
  const known = ledger.get(requestId);
  if (!safe && known && known.state !== 'reverted') await revert(message, requestId, known.before);
  if (!safe) ledger.put(requestId, { state: 'reverted' });
  return { status: known?.state === 'done' || known?.state === 'intended' ? 'reverted' : 'noop' };
}

const forms = {
  resource: 'note',
  messageStructure: { command: 'string', resource: 'string', id: 'string', payload: { text: 'string' } },
  affordances: [
    { command: 'create', requiredFields: ['text'], safe: false, idempotent: false, reversible: 'full' },
    { command: 'update', requiredFields: ['id', 'text'], safe: false, idempotent: true, reversible: 'full' },
    { command: 'read', requiredFields: ['id'], safe: true, idempotent: true, reversible: 'none' },
  ],
};
const routes = {
  'GET /ping': () => ({ status: 'ok' }),
  'GET /forms': () => forms,
  'POST /execute': execute,
  'POST /repeat': execute,
  'POST /revert': revert,
};

// One call at a time: a repeat must not overtake the execute that it repeats.
let line = Promise.resolve();
const inTurn = (work) => (line = line.then(work, work));

const server = createServer(async (request, response) => {
  const respond = (status, content) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  try {
    const route = routes[`${request.method} ${request.url}`];
    if (!route) return respond(404, { error: 'not found' });
    const message = request.method === 'POST' ? await json(request) : {};
    return respond(200, await inTurn(() => route(message)));
  } catch (error) {
    return respond(error.status ?? 502, { error: error.message });
  }
});
await new Promise((listening) => server.listen(process.env.PORT ?? 4811, '127.0.0.1', listening));

const url = `http://127.0.0.1:${server.address().port}`;
await fetch(`${process.env.DISCOVERY_URL ?? 'http://127.0.0.1:4000'}/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name: 'notes', url, resources: ['note'], pingURL: `${url}/ping` }),
});
console.log(`notes adapter listening on ${url}`);
