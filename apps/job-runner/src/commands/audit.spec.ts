import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runCli } from '../run-cli';
import { FakeTerminal } from '../testing/fake-terminal';

const DONE = {
  ...{ id: '2', at: '2026-11-30T12:00:00.000Z', by: 'ann', from: '10.0.0.7', action: 'cancel', kind: 'job' },
  ...{ subject: 'j-1', outcome: 'done', status: 202, reason: 'the customer called' },
};
const REFUSED = {
  ...{ id: '1', at: '2026-11-30T11:00:00.000Z', from: '10.0.0.8', action: 'act-on-many', kind: 'jobs' },
  ...{ outcome: 'refused', status: 401, code: 'unauthenticated' },
};

describe('job-runner audit', () => {
  const asked: string[] = [];
  let server: Server;
  let terminal: FakeTerminal;

  beforeAll((listening) => {
    server = createServer(({ url = '', headers }, response) => {
      asked.push(url);
      const lines = headers.accept === 'application/x-ndjson';
      const link = { link: `<http://any/audit?cursor=c1>; rel="next"` };
      response.writeHead(200, { 'content-type': lines ? headers.accept : 'application/json', ...(!lines && link) });
      const entries = [DONE, REFUSED];
      response.end(lines ? entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') : JSON.stringify(entries));
    }).listen(0, '127.0.0.1', listening);
  });
  beforeEach(() => {
    asked.length = 0;
    terminal = new FakeTerminal();
  });
  afterAll(() => void server.close());

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const audit = (...args: string[]) => runCli(['audit', ...args, '--job-url', address()], terminal);

  it('shows a table, and how to go on', async () => {
    expect(await audit('--by', 'ann', '--outcome', 'done', '--since', '2026-11-30T00:00:00Z')).toBe(0);
    expect(asked).toEqual(['/audit?by=ann&outcome=done&since=2026-11-30T00:00:00Z&limit=20']);
    const [heading, done, refused, more] = terminal.out.text.split('\n');
    expect(heading).toMatch(/^WHEN +WHO +FROM +ACTION +OF +OUTCOME +REASON$/);
    expect(done).toMatch(/^2026-11-30T12:00:00.000Z +ann +10.0.0.7 +cancel +j-1 +done +the customer called$/);
    expect(refused).toMatch(/^2026-11-30T11:00:00.000Z +10.0.0.8 +act-on-many +jobs +refused: unauthenticated *$/);
    expect(more).toBe('more: --cursor c1');
  });

  it('exports all of it as it comes, one entry a line', async () => {
    expect(await audit('--export', '--subject', 'j-1')).toBe(0);
    expect(asked).toEqual(['/audit?subject=j-1']);
    expect(terminal.out.text).toBe(`${JSON.stringify(DONE)}\n${JSON.stringify(REFUSED)}\n`);
  });

  it('asks the app that is named', async () => {
    expect(await runCli(['audit', '--app', 'discovery', '--discovery-url', address()], terminal)).toBe(0);
    expect(asked).toHaveLength(1);
    expect(await audit('--app', 'engine-service')).toBe(2);
    expect(terminal.err.text).toContain('expected one of job-control, shared-state, discovery');
  });
});
