import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Platform } from './platform';

const ROOT = join(__dirname, '../../..');
export const NAMES = ['@composable-services/contract', '@composable-services/job-runner'] as const;
const LIMIT_MS = 300_000;

const SERVICE = `
const { Module } = require('@nestjs/common');
const { PlatformError } = require('@composable-services/contract');
const { ComposableModule, ledgerMigrations } = require('@composable-services/contract/composable');
const { bootstrap } = require('@composable-services/contract/platform');
const { StorageModule } = require('@composable-services/contract/storage');

const shout = {
  name: 'shout', safe: false, idempotent: true, reversible: 'full',
  handler: {
    async execute({ message: { payload } }) {
      if (typeof payload.text !== 'string') throw new PlatformError('unprocessable', 'text: expected a string');
      return { result: payload.text.toUpperCase(), undo: payload.text };
    },
    async revert() {},
  },
};

class Shouting {}
Module({
  imports: [
    ComposableModule.forRoot({ resource: 'shout', serviceName: 'shouter', commands: [shout] }),
    StorageModule.forRoot({ name: 'shouter', migrations: ledgerMigrations }),
  ],
})(Shouting);

void bootstrap(Shouting, { name: 'shouter', title: 'Shouter', description: 'Shouts', defaultPort: 0 });
`;

const TYPED = `
import { type JobDocument, PlatformError, validateJobDocument } from '@composable-services/contract';
import { type Call, type Handled, type Handler } from '@composable-services/contract/composable';
import { bootstrap } from '@composable-services/contract/platform';
import { StorageModule } from '@composable-services/contract/storage';

export class Shout implements Handler {
  execute({ message }: Call): Promise<Handled> {
    if (!message) throw new PlatformError('unprocessable', 'expected a message');
    return Promise.resolve({ result: message.command });
  }
}
export const job: JobDocument = { steps: [] };
export const all = [bootstrap, StorageModule, validateJobDocument];
// @ts-expect-error -- there is no such code
export const wrong = new PlatformError('no-such-code', '');
`;

const JOB = {
  name: 'outside',
  steps: [
    {
      name: 'shout',
      tasks: [
        {
          tag: 'shout',
          input: { command: 'shout', resource: 'shout', payload: { text: 'grüße' } },
          storeResultAt: { targetPath: '/said', sourcePath: 'result' },
        },
      ],
    },
  ],
};

export async function exec(file: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd, timeout: LIMIT_MS, env: { ...process.env, ...env } };
  return (await promisify(execFile)(file, args, options)).stdout;
}

/** What our packages promise to a project that is not ours, however they got there. */
export function describePackages(how: string, install: (project: string, tarballs: string[]) => Promise<void>): void {
  describe(`the packages, ${how}`, () => {
    let project: string;
    let platform: Platform;
    const write = (name: string, content: string | object) =>
      writeFileSync(join(project, name), typeof content === 'string' ? content : JSON.stringify(content));
    const bin = (name: string) => join(project, 'node_modules/.bin', name);

    beforeAll(async () => {
      project = mkdtempSync(join(tmpdir(), 'outside-'));
      write('package.json', { name: 'outside', private: true });
      const packed = join(project, 'packed');
      mkdirSync(packed);
      const lines = await exec(process.execPath, ['scripts/pack/pack.mjs', packed], ROOT);
      await install(project, lines.match(/\S+\.tgz/g) ?? []);
      platform = await Platform.start([]);
    }, LIMIT_MS);
    afterAll(async () => {
      await platform.stop();
      rmSync(project, { recursive: true });
    });

    it('are enough to write a service and to run a job', async () => {
      write('service.js', SERVICE);
      write('job.json', JOB);
      await platform.service(join(project, 'service.js'), { DATA_DIR: join(project, 'data') });
      const out = await exec(bin('job-runner'), ['job.json', '--emit'], project, platform.env);
      expect(JSON.parse(out)).toEqual({ said: 'GRÜSSE' });
    }, 60_000);

    it('bring their types', async () => {
      write('typed.ts', TYPED);
      const flags = '--noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node'.split(' ');
      const types = ['--typeRoots', join(ROOT, 'node_modules/@types')];
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      await exec(process.execPath, [tsc, ...flags, ...types, 'typed.ts'], project);
    }, 60_000);
  });
}
