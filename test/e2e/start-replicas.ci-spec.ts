import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFree, reservePort, reservePorts } from '../support/ports';
import { until } from '../support/until';
import { runScript } from './support/script';

const PORT_VARIABLES = ['DISCOVERY_PORT', 'SHARED_STATE_PORT', 'ENGINE_PORT', 'JOB_CONTROL_PORT', 'POSTGRES_PORT'];
const REPLICAS = 2;
const JOB = {
  steps: [{ tasks: [{ tag: 'todo', input: { command: 'create', resource: 'todo', payload: { title: 'rest' } } }] }],
};

describe('two replicas of everything with one command', () => {
  let parent: string;
  let blocks: number[][];
  let ports: number[];
  let env: Record<string, string>;

  const startAll = (...args: string[]) => runScript('start-all.sh', args, env);
  const stopAll = () => runScript('stop-all.sh', [], env);
  const pidFiles = () => readdirSync(env.DATA_DIR!).filter((file) => file.endsWith('.pid'));
  const pidIn = (file: string) => Number(readFileSync(join(env.DATA_DIR!, file), 'utf8'));
  const jobs = () => `http://127.0.0.1:${ports[3]}/jobs`;

  async function run(): Promise<{ jobId: string; status: string }> {
    const body = JSON.stringify(JOB);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${jobs()}?wait=true`, { method: 'POST', headers, body });
    return (await response.json()) as { jobId: string; status: string };
  }

  beforeEach(async () => {
    parent = mkdtempSync(join(tmpdir(), 'start-replicas-'));
    // PostgreSQL does not run as root, and the user it runs as has to find its data.
    chmodSync(parent, 0o755);
    blocks = await Promise.all(PORT_VARIABLES.map(() => reservePorts(REPLICAS + 1)));
    ports = blocks.map(([first]) => first!);
    const variables = PORT_VARIABLES.map((variable, index) => [variable, String(ports[index])]);
    const consolePort = String(await reservePort());
    env = { ...Object.fromEntries(variables), CONSOLE_PORT: consolePort, DATA_DIR: join(parent, 'the data') };
  });
  afterEach(async () => {
    await stopAll();
    rmSync(parent, { recursive: true });
  });

  it('serves behind one address each, does without one that is killed, and stops', async () => {
    const { code, out, err } = await startAll('--replicas', String(REPLICAS));
    expect(`${code}\n${err}`).toBe('0\n');
    for (const port of ports) expect(out).toContain(`127.0.0.1:${port}`);
    expect(pidFiles()).toHaveLength(4 * REPLICAS + 3);
    const health = await fetch(`http://127.0.0.1:${env.CONSOLE_PORT}/api/jobs/health`);
    expect(await health.json()).toMatchObject({ status: 'ok' });

    const first = await run();
    expect(first.status).toBe('completed');

    process.kill(pidIn('job-control-1.pid'), 'SIGKILL');
    // Until it is gone its port takes connections, and what came in then is not sent to another.
    await until(() => isFree(blocks[3]![1]!), { what: 'the end of job-control-1' });
    // One of two in a row is its turn.
    expect(await run()).toMatchObject({ status: 'completed' });
    expect(await run()).toMatchObject({ status: 'completed' });
    const events = await fetch(`${jobs()}/${first.jobId}/events`, { headers: { accept: 'text/event-stream' } });
    expect(await events.text()).toContain('event: job-ended');

    expect(await stopAll()).toMatchObject({ code: 0, err: '' });
    expect(pidFiles()).toEqual([]);
    expect(await Promise.all(blocks.flat().map(isFree))).not.toContain(false);
  }, 120_000);

  it.each([
    [
      'a number of replicas that is none',
      ['--replicas', 'two'],
      {},
      /^--replicas needs a number from 1 to 9, not "two"/,
    ],
    [
      'a database that cannot be reached',
      ['--replicas', '2'],
      { DATABASE_URL: 'postgres://alice@127.0.0.1:1/nothing' },
      /^DATABASE_URL leads to no PostgreSQL: connect ECONNREFUSED 127\.0\.0\.1:1\n$/,
    ],
    [
      'a port that would be needed twice',
      ['--replicas', '2'],
      { POSTGRES_PORT: '4001', DISCOVERY_PORT: '4000' },
      /^Port 4001 /,
    ],
  ])('names %s in one line, and starts nothing', async (_what, args, settings, message) => {
    Object.assign(env, settings);
    const { code, err } = await startAll(...args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err.trim()).not.toContain('\n');
  });
});
