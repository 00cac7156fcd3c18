import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { runCli } from './run-cli';
import { atPlatform as addressedTo, EVERY_COMMAND, terminalForEvery } from './testing/every-command';
import { aJob, anAttempt, aStep, aTask, atSecond, TODO_SERVICE } from './testing/job-examples';
import { ForeignServer, type ForeignResponse } from './testing/foreign-server';

const EXIT_CODES = [0, 1, 2, 3, 4, 130];
/** Long enough for every command without a wait. */
const CTRL_C_MS = 250;

const error = { code: 'refused' as const, message: 'no' };
const attempts = [anAttempt(1, { outcome: 'not-executed', status: 404, durationMs: 3, error: 'no' })];
const task = aTask('a/b', 'failed', {
  ...{ service: TODO_SERVICE, attempts, error, durationMs: 4, startedAt: atSecond(1) },
  undo: { state: 'open', reason: 'it did not', attempts },
});
const ENDED = aJob({
  ...{ status: 'needs-attention', completedAt: atSecond(9), error: { ...error, task: 'a/b' }, warnings: ['odd'] },
  openEffects: [{ task: 'a/b', service: 'todo-service', requestId: 'r1', reason: 'it did not' }],
  steps: [aStep('a', 'reverted', [task], { startedAt: atSecond(0) })],
});
const entry = { ...TODO_SERVICE, health: 'healthy', tags: ['todo'], reason: 'none' };
const planned = { address: 'a/b', action: 'execute', service: TODO_SERVICE, reversible: 'full' };

const RIGHT: readonly unknown[] = [
  ENDED,
  aJob({ ...ENDED, status: 'running', completedAt: undefined }),
  [{ id: 'j1', status: 'failed', name: 'order', steps: 1, createdAt: atSecond(0), completedAt: atSecond(9), error }],
  { jobId: 'j1', status: 'accepted', href: '/jobs/j1' },
  { valid: true, errors: [], warnings: ['no instance offers it'] },
  { steps: [{ name: 'a', mode: 'execute', tasks: [planned] }], undoableUpTo: null, warnings: ['odd'] },
  [{ seq: 1, at: atSecond(0), type: 'job-accepted', step: 'a' }],
  [entry],
  [{ id: 's1', createdAt: atSecond(0), lastModified: atSecond(1), href: '/state/s1' }],
  { id: 's1', stateURL: 'http://127.0.0.1:1/state/s1' },
  { service: 'job-control', authentication: 'required', principal: 'ci', scopes: ['admin'] },
  { code: 'unprocessable', detail: 'no', errors: [{ pointer: '/a', message: 'no' }] },
];

const ODD_VALUES = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, {}, [], { toString: 1, valueOf: 2, toJSON: 3 }, -1, 1e308, '', '\u001b[2J\u202e', [
    [],
  ]),
);

/** A valid response with one value replaced. */
const altered = fc
  .tuple(fc.constantFrom(...RIGHT), fc.array(fc.nat(), { maxLength: 7 }), ODD_VALUES)
  .map(([right, picks, odd]) => JSON.stringify(exchange(right, picks, odd)));

function exchange(value: unknown, [pick, ...rest]: number[], odd: unknown): unknown {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const name = pick === undefined || names.length === 0 ? undefined : names[pick % names.length];
  if (name === undefined) return odd;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = exchange(copy[name], rest, odd);
  return copy;
}

const bodies = fc.oneof(
  { arbitrary: altered, weight: 6 },
  { arbitrary: fc.constantFrom(...RIGHT).map((right) => JSON.stringify(right)), weight: 2 },
  fc.json(),
  fc.constantFrom('', '<html><body>Hello</body></html>', '{"id":', '['.repeat(100_000), `"${'x'.repeat(1_000_000)}"`),
  fc.constantFrom(
    'id: 1\ndata: {"seq":1}\n\n',
    'data: [\n\n',
    'event: end\ndata: null\n\n',
    `data: ${'['.repeat(5_000)}`,
  ),
);

const odd: fc.Arbitrary<ForeignResponse> = fc.record({
  status: fc.oneof(
    { arbitrary: fc.constant(200), weight: 5 },
    fc.constantFrom(201, 202, 204, 206, 301, 304, 400, 401, 403, 404, 405, 406, 409, 422, 429, 500, 501, 503, 599),
  ),
  headers: fc.record(
    {
      'content-type': fc.constantFrom('text/event-stream', 'text/html', 'application/problem+json', 'x'),
      link: fc.constantFrom('</jobs?cursor=x>; rel="next"', '<http://[>; rel="next"', '<', ';;;'),
      'retry-after': fc.constantFrom('-1', 'soon', '1e999', '0'),
      location: fc.constantFrom('/', 'http://127.0.0.1:1'),
    },
    { requiredKeys: [] },
  ),
  body: bodies,
});

describe('whatever a server sends', () => {
  it('no command shows a stack, a fault of its own or a control character', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...EVERY_COMMAND),
        fc.array(odd, { minLength: 1, maxLength: 4 }),
        async (command, told) => {
          let count = 0;
          const platform = await ForeignServer.start(() => told[Math.min(count++, told.length - 1)]!);
          const terminal = terminalForEvery();
          const ctrlC = setTimeout(() => terminal.ctrlC.abort(), CTRL_C_MS);
          try {
            expect(EXIT_CODES).toContain(await runCli([...command, ...addressedTo(platform.url)], terminal));
          } finally {
            clearTimeout(ctrlC);
            await platform.stop();
          }
          const shown = terminal.out.text + terminal.err.text;
          expect(shown).not.toMatch(/^\s+at .+:\d+/m);
          expect(shown).not.toContain('fault in job-runner');
          expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(shown).not.toMatch(/\[object Object\]|NaN|undefined/);
        },
      ),
      { numRuns: Number(process.env.CLI_FUZZ_RUNS ?? 250) },
    );
  }, 120_000);

  it('that is no response of the platform is reported as such, with exit code 4', async () => {
    const platform = await ForeignServer.start(() => ({ status: 200, body: '<html>' }));
    const terminal = terminalForEvery();
    expect(await runCli(['list', ...addressedTo(platform.url)], terminal)).toBe(4);
    expect(terminal.err.text).toContain(`${platform.url} is not job-control, as far as it responds`);
    await platform.stop();
  });

  it('documents of which only the ids are told are listed', async () => {
    const platform = await ForeignServer.start(() => ({ status: 200, body: '[{"id":"s1"}]' }));
    const terminal = terminalForEvery();
    expect(await runCli(['state', 'list', ...addressedTo(platform.url)], terminal)).toBe(0);
    expect(terminal.out.text).toContain('s1');
    await platform.stop();
  });

  it('another app of the platform is named', async () => {
    const about = { service: 'discovery', authentication: 'off', scopes: [] };
    const platform = await ForeignServer.start((_, path) =>
      path === '/whoami' ? { status: 200, body: JSON.stringify(about) } : { status: 404, body: '{"code":"not-found"}' },
    );
    const terminal = terminalForEvery();
    expect(await runCli(['list', ...addressedTo(platform.url)], terminal)).toBe(4);
    expect(terminal.err.text).toContain(`${platform.url} is discovery, not job-control: correct --job-url`);
    await platform.stop();
  });

  it.each([400, 404])(
    'a path below the address of the app is reported as such, where it responds with %s',
    async (status) => {
      const about = { service: 'job-control', authentication: 'off', scopes: [] };
      const platform = await ForeignServer.start((_, path) =>
        path === '/whoami'
          ? { status: 200, body: JSON.stringify(about) }
          : { status, body: '{"code":"invalid-request"}' },
      );
      const terminal = terminalForEvery();
      const { url } = platform;
      expect(await runCli(['list', ...addressedTo(`${url}/jobs`)], terminal)).toBe(4);
      expect(terminal.err.text).toContain(
        `${url}/jobs is a path below job-control, which is at ${url}: correct --job-url`,
      );
      await platform.stop();
    },
  );

  it('an address that only speaks TLS is reported as such', async () => {
    // Without a certificate it ends every handshake with a TLS alert.
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const terminal = terminalForEvery();
    expect(await runCli(['list', ...addressedTo(url)], terminal)).toBe(4);
    expect(terminal.err.text).toContain(`${url} is spoken to by TLS only (job-control at https`);
    server.close();
  });
});
