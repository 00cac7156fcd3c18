// An HTTP API as there are many: it knows nothing of jobs, and will not be changed.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const notes = new Map();
let last = 0;

const found = (id, respondWith) => (notes.has(id) ? respondWith(notes.get(id)) : [404, { message: 'no such note' }]);
const routes = {
  GET: (id) => (id ? found(id, (note) => [200, note]) : [200, [...notes.values()]]),
  POST: (_, { text, label }) => {
    const note = { id: String(++last), text, label };
    notes.set(note.id, note);
    return [201, note];
  },
  PUT: (id, { text, label }) => found(id, () => (notes.set(id, { id, text, label }), [200, notes.get(id)])),
  DELETE: (id) => found(id, () => (notes.delete(id), [204])),
};

const server = createServer(async (request, response) => {
  const [, collection, id] = request.url.split('/');
  const body = ['POST', 'PUT'].includes(request.method) ? await json(request) : {};
  const [status, content] = collection === 'notes' ? routes[request.method](id, body) : [404, { message: 'no' }];
  response.writeHead(status, { 'content-type': 'application/json' }).end(content && JSON.stringify(content));
});
await new Promise((listening) => server.listen(process.env.PORT ?? 4810, '127.0.0.1', listening));
console.log(`notes-api listening on http://127.0.0.1:${server.address().port}`);
