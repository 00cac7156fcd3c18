import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Platform } from '../support/platform';
import { until } from '../support/until';

const MAIN = join(__dirname, '../../dist/job-runner.js');
const AWAY_MS = 20_000;

/** job-runner as a process, with every line it prints and the time of it. */
class Watching {
  readonly lines: { at: number; text: string }[] = [];
  readonly ended: Promise<unknown[]>;

  constructor(args: string[], env: Record<string, string>) {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, ...env } });
    child.stdout.on('data', (chunk: Buffer) => this.lines.push({ at: Date.now(), text: chunk.toString() }));
    this.ended = once(child, 'close');
  }

  saying(text: string): Promise<number> {
    const seen = () => this.lines.find((line) => line.text.includes(text))?.at;
    return until(() => seen() ?? false, { what: text, seen: () => JSON.stringify(this.lines) });
  }
}

describe('while job-control is away', () => {
  let platform: Platform;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'watch-'));
    platform = await Platform.start({}, ['discovery', 'job-control']);
  });
  afterAll(async () => {
    await platform.stop();
    rmSync(directory, { recursive: true });
  });

  it('run and watch wait, and resume within two seconds of its return', async () => {
    const service = await platform.service();
    const release = service.hold('execute');
    const job = join(directory, 'job.json');
    writeFileSync(job, JSON.stringify({ name: 'held', steps: [{ tasks: [{ name: 'held', tag: service.tag }] }] }));
    const run = new Watching(['run', job], platform.environment);
    await run.saying('running on');
    const [{ id = '' } = {}] = (await platform.jobs.ask<{ id: string }[]>('/jobs?status=running')).body;
    const watch = new Watching(['watch', id], platform.environment);
    await watch.saying('running on');
    await platform.down('job-control');
    await Promise.all([run.saying('connection refused'), watch.saying('connection refused')]);
    await pause(AWAY_MS);
    await platform.up('job-control');
    const back = Date.now();
    release();
    await until(async () => (await platform.jobs.get(id)).status === 'completed');
    const done = Date.now();
    expect(await Promise.all([run.ended, watch.ended])).toEqual([
      [0, null],
      [0, null],
    ]);
    for (const { lines } of [run, watch]) {
      const firstWord = lines.find(({ at, text }) => at >= back && !text.includes('connection refused'));
      expect((firstWord?.at ?? Infinity) - Math.max(back, done)).toBeLessThan(2_000);
    }
  }, 90_000);
});
