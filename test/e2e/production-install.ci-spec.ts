import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '../..');
const SETTINGS = {
  LOG_LEVEL: 'error',
  PORT: '0',
  DISCOVERY_URL: 'http://127.0.0.1:1',
  DESIGN: join(ROOT, 'examples/designs/todo.json'),
};

interface LockFile {
  packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
}

/** Where the packages are that `npm ci --omit=dev` installs; those inside others come with them. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as LockFile;
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !devOptional)
    .map(([path]) => path);
}

/** The project as it is in the image: dist, package.json, and no package that only development needs. */
function layOut(directory: string): void {
  copyFileSync(join(ROOT, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(ROOT, 'dist'), join(directory, 'dist'));
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    // An optional package for another machine is not there.
    symlinkSync(join(ROOT, path), join(directory, path));
  }
}

describe('an installation without development packages', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'production-'));
    layOut(directory);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  /** Starts an app that resolves its packages there, and nowhere else; ends when it listens, or by itself. */
  const start = async (app: string, args: string[] = [], main = `dist/${app}.js`): Promise<string> => {
    const links = ['--preserve-symlinks', '--preserve-symlinks-main'];
    const env = { PATH: process.env.PATH, DATA_DIR: join(directory, 'data', app), ...SETTINGS };
    const child = spawn(process.execPath, [...links, main, ...args], { cwd: directory, env, timeout: 20_000 });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return out + err;
  };

  it.each(['discovery', 'shared-state', 'job-control', 'engine-service', 'console'])(
    'is enough for %s',
    async (app) => {
      expect(await start(app)).toMatch(new RegExp(`^\\{.*"msg":"${app} listening on http://127.0.0.1:\\d+"\\}\n$`));
    },
  );

  it('is enough for the command line', async () => {
    expect(await start('job-runner', ['--help'])).toMatch(/^Usage: job-runner/);
  });

  it('is enough for what the bundles are made of', async () => {
    const listening = /"msg":"job-control listening on/;
    expect(await start('job-control', [], 'dist/apps/job-control/src/main.js')).toMatch(listening);
  });

  it('really lacks what only development needs', async () => {
    const script = "try { require('typescript'); } catch (error) { console.log(error.code); }";
    const child = spawn(process.execPath, ['-e', script], { cwd: directory });
    expect(await text(child.stdout)).toBe('MODULE_NOT_FOUND\n');
  });
});
