import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import { OWN_PAGE, RunningConsole } from '../testing/running-console';
import { Upstream } from '../testing/upstream';
import { Draining } from '#platform';

let upstream: Upstream;
let running: RunningConsole;

beforeAll(async () => {
  upstream = await Upstream.start();
  const { url } = upstream;
  running = await RunningConsole.start({
    DISCOVERY_URL: `${url}/behind/discovery`,
    SHARED_STATE_URL: url,
    JOB_CONTROL_URL: url,
    CONSOLE_MAX_BODY_BYTES: '2000',
  });
});
beforeEach(() => {
  upstream.received.length = 0;
  upstream.respond = (_request, response) => response.end('{}');
});
afterAll(async () => {
  await running.stop();
  await upstream.stop();
});

describe('the proxy to the APIs', () => {
  it('passes on path, query and body, below the configured address', async () => {
    await running.app.send('GET', '/api/discovery/services?tag=a%2Fb');
    await running.app.send('PATCH', '/api/state/state/trip%2F1', OWN_PAGE, '{"op":"merge"}');
    expect(upstream.received).toMatchObject([
      { method: 'GET', url: '/behind/discovery/services?tag=a%2Fb', body: '' },
      { method: 'PATCH', url: '/state/trip%2F1', body: '{"op":"merge"}' },
    ]);
  });

  it('passes on only the headers that an API needs', async () => {
    await running.app.send('GET', '/api/jobs/jobs', {
      ...{ accept: 'application/json', 'if-none-match': '"1"', 'last-event-id': '7' },
      ...{
        cookie: 'a=b',
        'x-forwarded-for': '8.8.8.8',
        'on-behalf-of': 'ann',
        te: 'trailers',
        connection: 'close, te',
      },
    });
    const { headers } = upstream.received[0]!;
    expect(headers).toMatchObject({ accept: 'application/json', 'if-none-match': '"1"', 'last-event-id': '7' });
    for (const name of ['cookie', 'x-forwarded-for', 'on-behalf-of', 'te', 'authorization'])
      expect(headers).not.toHaveProperty(name);
  });

  it('passes back status, headers and body, with security headers of its own', async () => {
    upstream.respond = (_request, response) =>
      response
        .writeHead(412, {
          ...{ etag: '"3"', 'content-type': 'application/problem+json', 'retry-after': '2' },
          ...{ 'set-cookie': 'a=b', 'content-security-policy': 'none', 'access-control-allow-origin': '*' },
        })
        .end('{"code":"precondition-failed"}');
    const { status, headers, body } = await running.app.send('GET', '/api/state/state/a');
    expect({ status, body }).toEqual({ status: 412, body: '{"code":"precondition-failed"}' });
    expect(headers).toMatchObject({ etag: '"3"', 'retry-after': '2', 'x-content-type-options': 'nosniff' });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it.each([
    ['GET', '/api/discovery/metrics'],
    ['POST', '/api/discovery/register'],
    ['POST', '/api/jobs/run-job'],
    ['PUT', '/api/state/state/a'],
    ['GET', '/api/jobs/jobs/../metrics'],
    ['GET', '/api/jobs/jobs/%2e%2e'],
    ['GET', '/api/jobs/jobs/a/..%5cevents/..'],
    ['GET', '/api/constructor/x'],
    ['GET', '/api/jobs'],
  ])('does not pass on %s %s', async (method, path) => {
    const { status } = await running.app.send(method, path, OWN_PAGE);
    expect(status).toBe(404);
    expect(upstream.received).toEqual([]);
  });

  it.each([
    ['without the header of the page', {}],
    ['of a page of another origin', { ...OWN_PAGE, 'sec-fetch-site': 'cross-site' }],
    ['of a page of another port', { ...OWN_PAGE, 'sec-fetch-site': 'same-site' }],
    ['of another origin', { ...OWN_PAGE, origin: 'https://evil.example' }],
  ])('refuses a change %s', async (_case, headers) => {
    const { status } = await running.app.send('POST', '/api/jobs/jobs', headers, '{}');
    expect(status).toBe(403);
    expect(upstream.received).toEqual([]);
  });

  it('refuses bodies that are too large, whether or not their length is told', async () => {
    const body = `"${'x'.repeat(3_000)}"`;
    const told = await running.app.send('POST', '/api/jobs/jobs', OWN_PAGE, body);
    const chunked = await running.app.send(
      'POST',
      '/api/jobs/jobs',
      { ...OWN_PAGE, 'transfer-encoding': 'chunked' },
      body,
    );
    expect([told.status, chunked.status]).toEqual([413, 413]);
    expect(upstream.received).toEqual([]);
  });

  it('says which API does not respond', async () => {
    upstream.respond = (request) => request.socket.destroy();
    const { status, body } = await running.app.send('GET', '/api/jobs/jobs/a');
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('job-control') });
  });
});

describe('an event stream through the proxy', () => {
  async function openStream(path = '/api/jobs/jobs/a/events') {
    const closed = new Promise<void>((resolve) => {
      upstream.respond = (_request, response) => {
        response.once('close', resolve).writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('id: 1\ndata: {}\n\n');
      };
    });
    const request = send(running.app.url, { path, agent: false }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { request, response, closed };
  }

  it('arrives event by event, and ends at the API when the page leaves', async () => {
    const { request, response, closed } = await openStream();
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('id: 1\ndata: {}\n\n');
    request.destroy();
    await closed;
  });

  it('ends with the console, so that a page resumes elsewhere', async () => {
    const { response, closed } = await openStream();
    await once(response, 'data');
    running.app.app.get(Draining).begin();
    response.resume();
    await once(response, 'end');
    await closed;
  });
});
