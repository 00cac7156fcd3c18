import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Platform } from './support/platform';

const ROOT = join(__dirname, '../..');
const MODULES = dirname(dirname(require.resolve('openapi-fetch/package.json')));
const GENERATOR = join(dirname(require.resolve('openapi-typescript/package.json')), 'bin/cli.js');
const COMPILER = require.resolve('typescript/bin/tsc');
const SERVICES = ['discovery', 'shared-state', 'job-control', 'engine-service'];

/** What a team writes that has only the committed documents. */
const PROGRAM = `
import createClient from 'openapi-fetch';
import type { components, paths as JobControl } from './job-control';
import type { paths as Discovery } from './discovery';
import type { paths as SharedState } from './shared-state';
import type { paths as Engine } from './engine-service';

const [discoveryUrl, stateUrl, jobUrl] = process.argv.slice(2);
const discovery = createClient<Discovery>({ baseUrl: discoveryUrl });
const states = createClient<SharedState>({ baseUrl: stateUrl });
const jobs = createClient<JobControl>({ baseUrl: jobUrl });

const document: components['schemas']['JobDocument'] = {
  name: 'typed',
  initialState: { todo: { id: 't1' } },
  steps: [
    {
      name: 'make',
      tasks: [
        {
          tag: 'todo',
          input: { command: 'create', resource: 'todo', id: { $fromState: '/todo/id' }, payload: { title: 'Typed' } },
          storeResultAt: { targetPath: '/made', sourcePath: 'result' },
        },
      ],
    },
  ],
};

async function main(): Promise<void> {
  const { data: services } = await discovery.GET('/services', { params: { query: { tag: 'todo' } } });
  const engine = createClient<Engine>({ baseUrl: services?.[0]?.url });

  const submit = { params: { query: { wait: 'true' }, header: { 'Idempotency-Key': 'typed-1' } }, body: document } as const;
  const { data: job, response } = await jobs.POST('/jobs', submit);
  if (!job || !('steps' in job)) throw new Error('the job is not there');

  const id = job.sharedStateURL?.split('/').at(-1) ?? '';
  const { data: state } = await states.GET('/state/{id}', { params: { path: { id } } });
  const { data: read } = await engine.POST('/execute', { body: { command: 'read', resource: 'todo', id: 't1' } });

  const wrong = { ...document, steps: [{ mode: 'never' as 'execute', tasks: [] }] };
  const { error } = await jobs.POST('/jobs', { body: wrong });

  console.log(
    JSON.stringify({
      status: job.status,
      task: job.steps[0]?.tasks[0]?.state,
      location: response.headers.get('location') === job.href,
      state,
      read: read?.result,
      code: error?.code,
      pointer: error?.errors?.[0]?.pointer,
    }),
  );
}

void main();
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'commonjs',
    moduleResolution: 'bundler',
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ['node'],
    outDir: 'out',
  },
  include: ['*.ts'],
};

const node = async (script: string, args: string[], cwd: string): Promise<string> => {
  try {
    return (await promisify(execFile)(process.execPath, [script, ...args], { cwd, timeout: 60_000 })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${script} failed:\n${stdout}${stderr}`, { cause: error });
  }
};

const addressOf = async (name: string, { env }: Platform): Promise<string> => {
  if (name !== 'engine-service') return env[`${name.replace('-', '_').toUpperCase()}_URL`]!;
  for (;;) {
    const response = await fetch(`${env.DISCOVERY_URL}/services?tag=todo`);
    const [engine] = (await response.json()) as { url: string }[];
    if (engine) return engine.url;
  }
};

describe('the OpenAPI documents', () => {
  let platform: Platform;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'typed-client-'));
    platform = await Platform.start(['examples/designs/todo.json']);
  });
  afterAll(async () => {
    await platform.stop();
    rmSync(directory, { recursive: true });
  });

  it.each(SERVICES)('are what %s serves, with a page to try it', async (name) => {
    const url = await addressOf(name, platform);
    const committed = readFileSync(join(ROOT, `docs/openapi/${name}.json`), 'utf8');
    const served = await (await fetch(`${url}/openapi.json`)).text();
    // Examples of problems have the address of the app that serves them.
    expect(served).toContain(`"${url}/errors/`);
    const documented = (text: string): unknown => JSON.parse(text.replaceAll(/"http:[^"]+?\/errors\//g, '"/errors/'));
    expect(documented(served)).toEqual(documented(committed));
    const page = await fetch(`${url}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('make a typed client that compiles, and runs a job on the whole platform', async () => {
    symlinkSync(MODULES, join(directory, 'node_modules'));
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(directory, 'program.ts'), PROGRAM);
    for (const name of SERVICES) {
      const types = join(directory, `${name}.d.ts`);
      await node(GENERATOR, [`docs/openapi/${name}.json`, '-o', types], ROOT);
    }
    await node(COMPILER, ['-p', '.'], directory);
    const { DISCOVERY_URL, SHARED_STATE_URL, JOB_CONTROL_URL } = platform.env;
    const urls = [DISCOVERY_URL!, SHARED_STATE_URL!, JOB_CONTROL_URL!];
    expect(JSON.parse(await node('out/program.js', urls, directory))).toMatchObject({
      status: 'completed',
      task: 'succeeded',
      location: true,
      state: { todo: { id: 't1' }, made: { id: 't1', title: 'Typed' } },
      read: { id: 't1', title: 'Typed' },
      code: 'unprocessable',
      pointer: '/steps/0/mode',
    });
  }, 90_000);
});
