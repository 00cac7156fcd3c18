import { hasEnded } from '#contract/pure';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { loadConfig, OutboundConfig, OutboundHttp, outboundPolicyOf } from '#platform';
import { SystemClock } from '../adapters/clock/system-clock';
import { ConcurrencyLimiter } from '../adapters/invoker/concurrency-limiter';
import { HttpInvoker } from '../adapters/invoker/http-invoker';
import type { CallSigner } from '../adapters/signatures/call-signer';
import { POLICY_DEFAULTS } from '../core/plan/defaults';
import type { JobState } from '../core/model/state';
import type { Target } from '../core/model/unit-state';
import { responded, TARGET } from '../core/testing/test-job';
import type { Invoker } from '../ports/invoker.port';
import type { Journal, JournalEntry } from '../ports/journal.port';
import type { Locator } from '../ports/locator.port';
import type { Secrets } from '../ports/secrets.port';
import type { StateClient } from '../ports/state-client.port';
import { ServicePerformer } from '../adapters/performer/service-performer';
import { loneRuntime, locatorBy } from '../testing/lone-runtime';
import type { Orchestrator } from './orchestrator';

/** What a service sends back, byte for byte, and whether it then closes the connection. */
interface RawResponse {
  readonly bytes: Buffer;
  readonly tornAt: number;
  readonly closes: boolean;
}

const SOON = { maxAttempts: 2, initialIntervalMs: 1, maxIntervalMs: 20 };
const POLICIES = { retry: SOON, undoRetry: SOON, timeoutMs: 150, taskMaxTTL: 1, jobMaxTTL: 2 };
/** As long as a job may take by these policies, and as much again for a machine that is busy. */
const MAX_WAIT_MS = 10_000;

const STATUS = fc.oneof(
  fc.constantFrom(200, 200, 200, 201, 202, 204, 303, 304, 404, 405, 409, 425, 429, 500, 501, 503),
  fc.integer({ min: 0, max: 1100 }),
);
const JSON_TYPE = 'content-type: application/json';
const FIELD = fc.oneof(
  fc.constantFrom(
    JSON_TYPE,
    'Content-Type: text/html, application/json',
    'content-type: ;;;charset=',
    'content-encoding: gzip',
    'content-encoding: br, identity',
    'content-encoding: x-unheard-of',
    'retry-after: 1',
    'retry-after: 99999999999999999999',
    'retry-after: -1',
    'retry-after: Thu, 99 Foo 0000 99:99:99 GMT',
    'location: /elsewhere',
    'location: http://[::',
    'location: \u00e9\u00ff',
    'location:',
    'transfer-encoding: chunked',
    'transfer-encoding: gzip',
    'trailer: x',
    'content-length: 2',
    'content-length: 99',
    'content-length: -1',
    'connection: close',
    'connection: upgrade\r\nupgrade: h2c',
    'x-folded: a\r\n b',
    '__proto__: x',
    'constructor: x',
    'set-cookie: a=b',
    `x-huge: ${'x'.repeat(20_000)}`,
    'no colon',
    ': no name',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `x-any: ${text}`),
);
const BODY = fc.constantFrom(
  '',
  '{}',
  '{"result":{"id":1}}',
  '\ufeff{"a":1}',
  '{"a":',
  '\u0000',
  '5\r\n{"a":',
  '2\r\n{}\r\n0\r\nx: y\r\n\r\n',
  'zz\r\n{}\r\n0\r\n\r\n',
  '{"__proto__":{"a":1}}',
  '{"status":"noop"}',
  '\u001f\u008b\u0008',
  '[1e400,12345678901234567890]',
);
const INTERIM = fc.constantFrom(
  '',
  '',
  '',
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n',
);
const REASON = fc.constantFrom('OK', '', ' ', 'Oh n\u00f6', 'x'.repeat(500));
const RESPONSE: fc.Arbitrary<RawResponse> = fc
  .record({
    interim: INTERIM,
    protocol: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2', 'SSH-2.0'),
    status: STATUS,
    reason: REASON,
    fields: fc.array(FIELD, { maxLength: 4 }),
    twice: fc.boolean(),
    body: BODY,
    fitting: fc.boolean(),
    tornAt: fc.nat(60),
    closes: fc.boolean(),
  })
  .map(({ interim, protocol, status, reason, fields, twice, body, fitting, tornAt, closes }) => {
    const length = fitting ? [`content-length: ${Buffer.byteLength(body)}`, JSON_TYPE] : [];
    const all = [...(twice ? [...fields, ...fields] : fields), ...length];
    const head = `${interim}${protocol} ${status} ${reason}\r\n${all.map((field) => `${field}\r\n`).join('')}\r\n`;
    return { bytes: Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]), tornAt, closes };
  });

/** A service for each of the jobs, all behind one port; the first part of a path says whose. */
class OddServices {
  responses: readonly (readonly RawResponse[])[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor() {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      let seen = '';
      socket
        .on('error', () => undefined)
        .on('data', (data) => {
          seen += data.toString('latin1');
          const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0);
          if (seen.length < seen.indexOf('\r\n\r\n') + 4 + length) return;
          const [, job = '', action = ''] = /^\w+ \/(\d+)\/(\w+)/.exec(seen) ?? [];
          seen = '';
          void this.respond(socket, this.responses[Number(job)] ?? [], action);
        });
    });
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
  }

  private async respond(socket: Socket, responses: readonly RawResponse[], action: string): Promise<void> {
    const response = responses[action === 'execute' ? 0 : action === 'repeat' ? 1 : 2];
    if (!response) return void socket.destroy();
    const { bytes, tornAt, closes } = response;
    socket.write(bytes.subarray(0, tornAt));
    await setTimeout(1);
    if (closes) socket.end(bytes.subarray(tornAt));
    else socket.write(bytes.subarray(tornAt));
  }
}

const JOURNAL: Pick<Journal, 'append' | 'read'> = {
  append: (entries: readonly JournalEntry[]) => Promise.resolve(entries.map(() => 'ok')),
  read: () => Promise.resolve({ events: [], bytes: 0, more: false }),
};
const NO_SECRETS: Pick<Secrets, 'any'> = { any: false };
const STATES: Pick<StateClient, 'prepare' | 'read' | 'write' | 'takeBack'> = {
  prepare: () => Promise.resolve({ kind: 'written' }),
  read: () => Promise.resolve({ document: {}, etag: null }),
  write: () => Promise.resolve({ kind: 'written' }),
  takeBack: () => Promise.resolve({ kind: 'written' }),
};

/** The real runtime over these parts; `run` resolves with the job when it has ended, or with null if it does not. */
class Runtime {
  private readonly orchestrator: Orchestrator;

  constructor(locator: Locator, invoker: Invoker) {
    const performer = new ServicePerformer(locator, invoker, STATES as StateClient, new SystemClock());
    this.orchestrator = loneRuntime(JOURNAL, { steps: performer, reversion: performer });
  }

  async run(jobId: string, document: Record<string, unknown>): Promise<JobState | null> {
    const ended = new Promise<JobState>((resolve) =>
      this.orchestrator.subscribe(jobId, (_, state) => hasEnded(state) && resolve(state)),
    );
    const stateDoc = { address: 'http://state/state/1', owned: true };
    const submission = { jobId, document, defaults: POLICY_DEFAULTS, lenient: false, warnings: [], stateDoc };
    await this.orchestrator.submit({ type: 'submit', ...submission }, null);
    const late = new AbortController();
    const timeout = setTimeout(MAX_WAIT_MS, null, { signal: late.signal }).catch(() => null);
    return Promise.race([ended, timeout]).finally(() => late.abort());
  }
}

const jobFor = (serviceName: string) => ({
  ...POLICIES,
  steps: [{ tasks: [{ serviceName, input: { command: 'create', resource: 'x' }, storeResultAt: '/r' }] }],
});

describe('a job ends', () => {
  const config = loadConfig(OutboundConfig, {});
  const http = new OutboundHttp(outboundPolicyOf(config, '127.0.0.1'), config);
  const services = new OddServices();
  let url: string;

  beforeAll(async () => (url = await services.start()));
  afterAll(async () => {
    await http.onApplicationShutdown();
    services.stop();
  });

  it('whatever bytes a service sends back', async () => {
    const targetOf = (job: string): Target => {
      const below = (path: string): string => `${url}/${job}/${path}`;
      const endpoints = { execute: below('execute'), repeat: below('repeat'), revert: below('revert') };
      return { ...TARGET, registryId: job, name: job, url, endpoints };
    };
    const locator = locatorBy(({ selector, same }) => {
      return { target: same ?? targetOf(selector.serviceName ?? ''), traits: {} };
    });
    const limits = { JOB_MAX_CALLS_PER_SERVICE: 64, JOB_MAX_ANSWER_BYTES: 10_000, SIGN_CALLS: 'off' } as const;
    const limiter = new ConcurrencyLimiter(limits);
    const invoker = new HttpInvoker(http, limiter, {} as CallSigner, NO_SECRETS as Secrets, limits, new SystemClock());
    const batch = fc.array(fc.array(RESPONSE, { minLength: 3, maxLength: 3 }), { minLength: 80, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(batch, async (responses) => {
        services.responses = responses;
        const runtime = new Runtime(locator, invoker);
        const ends = await Promise.all(responses.map((_, job) => runtime.run(`job-${job}`, jobFor(String(job)))));
        const stuck = responses.filter((_, job) => ends[job] === null);
        expect(stuck.map((sent) => sent.map(({ bytes }) => bytes.toString('latin1')))).toEqual([]);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 60_000);
});

describe('an exception', () => {
  const found = locatorBy(({ same }) => ({ target: same ?? TARGET, traits: {} }));
  const lost = locatorBy(() => Promise.reject(new Error('no registry')));
  const broken = locatorBy(() => {
    throw new Error('no registry');
  });
  const revertible = (execute: () => Promise<unknown>): Invoker => ({
    send: (_, { call }) => (call.action === 'revert' ? Promise.resolve(responded(200)) : execute()) as never,
  });
  const rejects = revertible(() => Promise.reject(new Error('out of headers')));
  const senseless = revertible(() => Promise.resolve({ kind: 'responded', status: 200 }));

  it.each([
    ['in a call', found, rejects, 'outcome-unknown', 'out of headers'],
    ['in what is made of the response', found, senseless, 'outcome-unknown', expect.any(String)],
    ['while an instance is looked for', lost, rejects, 'no-service', 'no registry'],
    ['at once, while an instance is looked for', broken, rejects, 'no-service', 'no registry'],
  ])('%s fails the task with that reason, and the job ends', async (_, locator, invoker, code, message) => {
    const ended = await new Runtime(locator, invoker).run('job', jobFor('todo'));
    expect(ended).toMatchObject({ status: 'failed', failure: { code, message } });
  });
});
