// Two services of two kinds of knowledge, neither of which knows of the other. Both only read: there is nothing to undo.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const FORECASTS = { Lisbon: { sky: 'clear', celsius: 24 }, Bergen: { sky: 'rain', celsius: 9 } };
const SIGHTS = { Lisbon: ['Torre de Belém', 'Jerónimos'], Bergen: ['Bryggen', 'Fløibanen'] };

const offer = async (name, tag, knowledge) => {
  const respond = ({ city }) => (knowledge[city] ? [200, knowledge[city]] : [404, { error: `no ${tag} for ${city}` }]);
  const routes = {
    'GET /ping': () => [200, { status: 'ok' }],
    'GET /forms': () => [200, { resource: tag, affordances: [{ command: '', safe: true, requiredFields: ['city'] }] }],
    'POST /execute': respond,
    'POST /repeat': respond,
    'POST /revert': () => [200, { status: 'noop' }],
  };
  const server = createServer(async (request, response) => {
    const route = routes[`${request.method} ${request.url}`] ?? (() => [404, { error: 'not found' }]);
    const [status, content] = route(request.method === 'POST' ? await json(request) : {});
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${server.address().port}`;
  await fetch(`${process.env.DISCOVERY_URL ?? 'http://127.0.0.1:4000'}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, url, resources: [tag], pingURL: `${url}/ping` }),
  });
  return url;
};

await offer('weather-service', 'forecast', FORECASTS);
console.log(`weather and sights listening on ${await offer('sights-service', 'sights', SIGHTS)}`);
