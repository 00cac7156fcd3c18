import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reservePorts } from '../support/ports';
import { type Ran, runScript } from './support/script';

const APPS = ['discovery', 'shared-state', 'engine-service', 'job-control', 'console'] as const;
const PORT_VARIABLES = [
  'DISCOVERY_PORT',
  'SHARED_STATE_PORT',
  'ENGINE_PORT',
  'JOB_CONTROL_PORT',
  'CONSOLE_PORT',
] as const;

describe('the whole platform with one command', () => {
  let parent: string;
  let ports: number[];
  let env: Record<string, string>;

  const pidsIn = (directory: string) => readdirSync(directory).filter((file) => file.endsWith('.pid'));
  const pidOf = (app: string) => Number(readFileSync(join(env.DATA_DIR!, `${app}.pid`), 'utf8'));
  const startAll = (...args: string[]) => runScript('start-all.sh', args, env);
  const stopAll = (): Promise<Ran> => runScript('stop-all.sh', [], env);
  const pings = () =>
    Promise.all(
      ports.map((port) =>
        fetch(`http://127.0.0.1:${port}/ping`).then(
          ({ status }) => status,
          () => 'no response',
        ),
      ),
    );

  beforeEach(async () => {
    parent = mkdtempSync(join(tmpdir(), 'start-all-'));
    ports = await reservePorts(APPS.length);
    const variables = PORT_VARIABLES.map((variable, index) => [variable, String(ports[index])]);
    // A PORT that the shell happens to have set must not matter, and a path may have spaces.
    env = { ...Object.fromEntries(variables), PORT: '1', DATA_DIR: join(parent, 'the data') };
  });
  afterEach(async () => {
    await stopAll();
    rmSync(parent, { recursive: true });
  });

  it('starts, says where, stays, starts nothing twice, and stops', async () => {
    const first = await startAll();
    expect(first).toMatchObject({ code: 0, err: '' });
    for (const port of ports) expect(first.out).toContain(`http://127.0.0.1:${port}`);
    expect(await pings()).toEqual(APPS.map(() => 200));
    const [discovery, sharedState, , jobControl, console] = ports.map((port) => `http://127.0.0.1:${port}`);
    expect(first.out.match(/^export .*$/gm)).toEqual([
      `export DISCOVERY_URL=${discovery}`,
      `export SHARED_STATE_URL=${sharedState}`,
      `export JOB_CONTROL_URL=${jobControl}`,
    ]);
    expect(first.out.trimEnd().split('\n').at(-1)).toBe(`Open the console: ${console}`);
    const page = await fetch(`${console}/api/jobs/health`);
    expect(await page.json()).toMatchObject({ status: 'ok' });

    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    const files = readdirSync(env.DATA_DIR!);
    for (const app of APPS) expect(files).toEqual(expect.arrayContaining([`${app}.log`, `${app}.pid`]));
    expect(files.filter((file) => modeOf(join(env.DATA_DIR!, file)) !== '600')).toEqual([]);
    expect(modeOf(env.DATA_DIR!)).toBe('700');

    const pids = APPS.map(pidOf);
    const second = await startAll();
    expect(second.code).toBe(0);
    APPS.forEach((app, index) => expect(second.out).toContain(`${app} is already running (pid ${pids[index]})`));
    expect(APPS.map(pidOf)).toEqual(pids);

    expect((await stopAll()).code).toBe(0);
    expect(await pings()).toEqual(APPS.map(() => 'no response'));
    expect(await stopAll()).toEqual({ code: 0, out: '', err: '' });
  }, 120_000);

  describe('when something is in the way', () => {
    let taken: Server | undefined;
    let foreign: ChildProcess | undefined;

    afterEach(() => {
      taken?.close();
      foreign?.kill();
    });

    it('names a port that is taken, and leaves nothing running', async () => {
      taken = createServer((socket) => socket.destroy()).listen(ports[3], '127.0.0.1');
      await once(taken, 'listening');
      const { code, err } = await startAll();
      expect(code).not.toBe(0);
      expect(err).toContain(`Port ${ports[3]}`);
      expect((await pings()).slice(0, 3)).toEqual(['no response', 'no response', 'no response']);
    }, 60_000);

    it('tells why an app does not start, and stops those that did', async () => {
      env.DESIGN = join(parent, 'missing.json');
      const { code, err } = await startAll();
      expect(code).not.toBe(0);
      expect(err).toContain('missing.json');
      expect(err).toContain('engine-service did not start');
      expect(await pings()).toEqual(APPS.map(() => 'no response'));
      expect(pidsIn(env.DATA_DIR!)).toEqual([]);
    }, 60_000);

    it('does not stop a process that got the pid of one of ours', async () => {
      await startAll();
      await stopAll();
      foreign = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      writeFileSync(join(env.DATA_DIR!, 'discovery.pid'), `${foreign.pid}\n`);
      expect(await stopAll()).toEqual({ code: 0, out: '', err: '' });
      expect(foreign.exitCode ?? foreign.signalCode).toBeNull();
      expect(pidsIn(env.DATA_DIR!)).toEqual([]);
    }, 120_000);
  });

  it('books a trip, and undoes one that fails at its last service', async () => {
    const { code, out, err } = await startAll('--demo');
    expect(`${code}\n${err}`).toMatch(/^0\n/);
    expect(err).toMatch(/trip: completed/);
    expect(err).toMatch(/trip-fails: failed; what had been done is undone/);
    const calls = [...out.matchAll(/'\/(execute|revert)' +│ '([a-z/]+)' +│ (\d+)/g)].map(([, ...call]) =>
      call.join(' '),
    );
    expect(calls).toEqual([
      'execute flight/seat 201',
      'execute hotel/room 201',
      'execute car/rental 422',
      'revert hotel/room 200',
      'revert flight/seat 200',
    ]);
    const [before, booked, afterwards] = out.split(/\n(?==== (?:Before|The))/).slice(1);
    expect(before?.match(/: nothing/g)).toHaveLength(3);
    expect(booked).not.toContain(': nothing');
    expect(tables(afterwards)).toEqual(tables(booked));

    const { out: stopped } = await stopAll();
    for (const app of [...APPS, 'flight', 'hotel', 'car-rental']) expect(stopped).toContain(`${app} (pid`);
  }, 120_000);
});

/** What the three services hold, as printed. */
function tables(part = ''): string[] {
  return part
    .split('\n=== ')[0]!
    .split('\n')
    .filter((line) => /^(flight|hotel|car|│)/.test(line));
}
