import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runCli } from '../run-cli';
import { FakeTerminal } from '../testing/fake-terminal';
import { aJob } from '../testing/job-examples';

const ID = '01930000-0000-7000-8000-000000000001';

interface Received {
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

describe('job-runner signal', () => {
  const received: Received[] = [];
  let server: Server;
  let terminal: FakeTerminal;

  beforeAll((listening) => {
    server = createServer((request, response) => {
      void request.toArray().then((chunks: Buffer[]) => {
        received.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString(), headers: request.headers });
        response
          .writeHead(202, { 'content-type': 'application/json' })
          .end(JSON.stringify(aJob({ status: 'running' })));
      });
    }).listen(0, '127.0.0.1', listening);
  });
  beforeEach(() => {
    received.length = 0;
    terminal = new FakeTerminal();
  });
  afterAll(() => void server.close());

  const signal = (...args: string[]) =>
    runCli(['signal', ...args, '--job-url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`], terminal);

  it.each([
    [[], null],
    [['--data', '{"order": 17}'], { order: 17 }],
    [['--data', '"text"'], 'text'],
    [['--data', 'null'], null],
    [['--file', 'paid.json'], { amount: 3 }],
  ])('sends its body: %j', async (options, body) => {
    terminal.file('paid.json', { amount: 3 });
    expect(await signal(ID, 'paid', '--key', 'k', ...options)).toBe(0);
    expect(received.map(({ path }) => path)).toEqual([`/jobs/${ID}/signals/paid`]);
    expect(JSON.parse(received[0]!.body)).toEqual(body);
    expect(received[0]!.headers).toMatchObject({ 'idempotency-key': 'k', 'content-type': 'application/json' });
    expect(terminal.out.text).toBe('signal paid: accepted; the job is running now\n');
  });

  it.each([
    [[ID], 'which signal?'],
    [[ID, 'paid', '--data', '{'], '--data'],
    [[ID, 'paid', '--data', '12345678901234567890'], '--data'],
    [[ID, 'paid', '--data', '1', '--file', 'paid.json'], 'not both'],
    [[ID, 'paid', '--file', 'missing.json'], 'no such file'],
  ])('refuses what is no signal: %j', async (args, message) => {
    expect(await signal(...args)).toBe(2);
    expect(received).toEqual([]);
    expect(terminal.err.text).toContain(message);
  });
});
