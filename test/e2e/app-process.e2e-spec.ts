import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { AppProcess } from './support/app-process';

describe('an app as a process', () => {
  const started: AppProcess[] = [];
  let DATA_DIR: string;

  beforeEach(() => (DATA_DIR = mkdtempSync(join(tmpdir(), 'app-process-'))));
  afterEach(async () => {
    await Promise.all(started.splice(0).map((app) => app.kill('SIGKILL')));
    rmSync(DATA_DIR, { recursive: true });
  });

  const start = (env: Record<string, string> = {}) => {
    const app = AppProcess.spawn('shared-state', { DATA_DIR, ...env });
    started.push(app);
    return app;
  };
  const put = (url: string, content: object) =>
    fetch(`${url}/state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(content),
    });

  it('says in one line where it listens, and ends with 0 when it is asked to', async () => {
    const app = start();
    const url = await app.url();
    const { code, stdout, stderr } = await app.kill('SIGTERM');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const line = { level: 'info', app: 'shared-state', msg: `shared-state listening on ${url}` };
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text) as object),
    ).toMatchObject([line]);
  });

  it('finishes the request it is working on before it ends', async () => {
    const app = start();
    const { port } = new URL(await app.url());
    const socket = connect(Number(port), '127.0.0.1');
    const body = '{"id":"late"}';
    socket.write(`POST /state HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: ${body.length}\r\n\r\n`);
    // The server has taken the request, and waits for its body.
    const [proceed] = (await once(socket, 'data')) as [Buffer];
    expect(proceed.toString()).toContain('100 Continue');
    const ended = app.kill('SIGTERM');
    socket.write(body);
    const [response] = (await once(socket, 'data')) as [Buffer];
    expect(response.toString()).toContain('201 Created');
    expect((await ended).code).toBe(0);
  });

  it('says that it is going down before it takes no more requests, and ends at once when it is told twice', async () => {
    const app = start({ SHUTDOWN_DELAY_MS: '600000' });
    const url = await app.url();
    void app.kill('SIGTERM');
    let health = await fetch(`${url}/health`);
    while (health.status === 200) health = await fetch(`${url}/health`);
    expect([health.status, (await put(url, { id: 'last' })).status]).toEqual([503, 201]);
    expect((await app.kill('SIGTERM')).code).toBe(143);
    expect((await fetch(`${await start().url()}/state/last`)).status).toBe(200);
  });

  it('has everything it confirmed when it is killed at once', async () => {
    const app = start();
    const url = await app.url();
    const responses = await Promise.all(Array.from({ length: 50 }, (_, n) => put(url, { id: `d${n}`, n })));
    await app.kill('SIGKILL');
    expect(responses.every(({ status }) => status === 201)).toBe(true);
    const again = await start().url();
    const found = await Promise.all(
      responses.map((_, n) => fetch(`${again}/state/d${n}`).then((response) => response.json())),
    );
    expect(found).toEqual(responses.map((_, n) => ({ n })));
  });

  it('refuses, in one line, a directory that another process uses', async () => {
    await start().url();
    expect(await start().ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `shared-state: ${DATA_DIR}/shared-state.db is in use by another process: stop it, or give this one its own DATA_DIR\n`,
    });
  });

  it('refuses, in one line, a port that is taken', async () => {
    const { port } = new URL(await start().url());
    expect(await start({ PORT: port, DATA_DIR: join(DATA_DIR, 'other') }).ended).toMatchObject({
      code: 1,
      stderr: `shared-state: port ${port} is in use already\n`,
    });
  });

  it('refuses a wrong environment with 2, in one line that names the variable', async () => {
    expect(await start({ PORT: 'http' }).ended).toEqual({
      code: 2,
      stdout: '',
      stderr: 'shared-state: PORT must be a whole number from 0 to 65535\n',
    });
  });
});
