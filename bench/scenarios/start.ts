import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../harness/free-port';
import { post } from '../harness/platform';
import { ROOT } from '../harness/root';
import { median } from '../harness/stats';

const run = promisify(execFile);

/** Item 7, in milliseconds; medians. */
export interface StartTimes {
  /** From `start-all.sh`, already built, to all apps responding. */
  readonly platformUpMs: number;
  /** A `job-runner run` beyond the same job posted directly. */
  readonly cliOverheadMs: number;
}

const JOB = { name: 'one', steps: [{ tasks: [{ tag: 'todo', input: { command: 'list', resource: 'todo' } }] }] };

export async function startTimes(rounds: number, tell: (progress: string) => void): Promise<StartTimes> {
  const times: { up: number; cli: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const once = await startOnce();
    tell(`${round}/${rounds} start: up ${once.up.toFixed(0)} ms, command line ${once.cli.toFixed(0)} ms`);
    times.push(once);
  }
  return { platformUpMs: median(times.map(({ up }) => up)), cliOverheadMs: median(times.map(({ cli }) => cli)) };
}

async function startOnce() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const [discovery, state, engine, jobs] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: directory,
    DISCOVERY_PORT: String(discovery),
    SHARED_STATE_PORT: String(state),
    ENGINE_PORT: String(engine),
    JOB_CONTROL_PORT: String(jobs),
  };
  try {
    const up = await timed(() => run('scripts/start-all.sh', { cwd: ROOT, env }));
    const cli = await cliOverhead(directory, `http://127.0.0.1:${jobs}`, {
      '--state-url': `http://127.0.0.1:${state}`,
      '--discovery-url': `http://127.0.0.1:${discovery}`,
    });
    return { up, cli };
  } finally {
    await run('scripts/stop-all.sh', { cwd: ROOT, env });
    rmSync(directory, { recursive: true, force: true });
  }
}

async function cliOverhead(directory: string, jobUrl: string, more: Record<string, string>): Promise<number> {
  const file = join(directory, 'job.json');
  writeFileSync(file, JSON.stringify(JOB));
  const args = ['dist/job-runner.js', 'run', file, '--job-url', jobUrl, ...Object.entries(more).flat()];
  const direct = (): Promise<number> => timed(() => post(`${jobUrl}/jobs?wait=true`, JOB));
  const byCli = (): Promise<number> => timed(() => run(process.execPath, args, { cwd: ROOT }));
  // The first of each finds caches cold.
  await direct();
  await byCli();
  return (await byCli()) - (await direct());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
