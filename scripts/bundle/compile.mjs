// Keeps the code that V8 compiles when an app starts, so that the next start need not compile it again: runs each app once,
// the command line with a job against job-control.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND, ROOT, SERVICES } from './apps.mjs';

/** Its only step is skipped, so that it needs no service. */
const JOB = { steps: [{ enabled: false, tasks: [{ tag: 'any' }] }] };

/** `bundles`: the directory they are in. */
export async function compile(bundles) {
  const directory = mkdtempSync(join(tmpdir(), 'compile-'));
  try {
    await Promise.all(SERVICES.map((app) => compileService(join(bundles, 'load.js'), app, directory)));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function compileService(load, app, directory) {
  const child = start(load, app, [], {
    PORT: '0',
    DATA_DIR: join(directory, app),
    DISCOVERY_URL: 'http://127.0.0.1:1',
    DESIGN: join(ROOT, 'examples/designs/todo.json'),
    LOG_LEVEL: 'fatal',
  });
  const url = await addressOf(child);
  if (app === 'job-control') await compileCommand(load, directory, url);
  child.kill();
  await ended(app, child);
}

async function compileCommand(load, directory, url) {
  const file = join(directory, 'job.json');
  writeFileSync(file, JSON.stringify(JOB));
  await ended(COMMAND, start(load, COMMAND, ['run', file, '--job-url', url], {}));
}

function start(load, app, args, env) {
  const script = `require(${JSON.stringify(load)})('${app}', { keep: true })`;
  const child = spawn(process.execPath, ['-e', script, '--', ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // When one fails, the others do not stay behind.
  process.once('exit', () => child.kill());
  return child;
}

async function addressOf(child) {
  for await (const text of child.stdout.setEncoding('utf8')) {
    const [, url] = / listening on ([^\s"]+)/.exec(text) ?? [];
    if (url) return url;
  }
  throw new Error('an app ended before it listened');
}

async function ended(app, child) {
  child.stdout.resume();
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  if (code !== 0) throw new Error(`${app} ended with ${code}`);
}
