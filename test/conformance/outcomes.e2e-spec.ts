import { onlyTask } from '../support/job-control';
import type { Behaviour, ModelOptions, Verb } from '../support/model-service';
import { Platform } from '../support/platform';

interface Case {
  /** What is scripted, by kind of call. */
  script: Partial<Record<Verb, Behaviour[]>>;
  status: string;
  /** The calls the service sees. */
  calls: string;
  /** How often the effect is there in the end. */
  net: number;
  more?: object;
  options?: ModelOptions;
}

const RESET: Behaviour = { reset: true };
const LOST: Behaviour = { reset: true, effect: false };
const REPEAT = { onUnknown: 'repeat' };
const NOOP: Behaviour = { body: { status: 'noop: nothing to do' } };
const quick = { retry: { maxAttempts: 2 }, undoRetry: { maxAttempts: 2 }, timeoutMs: 400 };

const CASES: Record<string, Case> = {
  'a 2xx is success': { script: {}, status: 'completed', calls: 'execute', net: 1 },
  'a 4xx to the only send is not executed: nothing to undo': {
    script: { execute: [{ status: 400 }] },
    status: 'failed',
    calls: 'execute',
    net: 0,
  },
  'a 409 to the only send is not executed': {
    script: { execute: [{ status: 409 }] },
    status: 'failed',
    calls: 'execute',
    net: 0,
  },
  'a connection that broke after the effect is settled by repeat': {
    script: { execute: [RESET] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'a connection that broke before the effect is settled by repeat': {
    script: { execute: [LOST] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'a 500 after the effect is settled by repeat': {
    script: { execute: [{ status: 500, effect: true }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'a 503 before the effect is settled by repeat': {
    script: { execute: [{ status: 503, effect: false }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'a 408 is unknown': { script: { execute: [{ status: 408 }] }, status: 'completed', calls: 'execute repeat', net: 1 },
  'no response in time is settled by repeat': {
    script: { execute: [{ hang: true, effect: true }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'a response cut short is settled by repeat': {
    script: { execute: [{ body: { a: 1 }, truncate: true }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'broken JSON is settled by repeat': {
    script: { execute: [{ body: '{"a":' }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'unknown to the last is undone': {
    script: { execute: [RESET], repeat: [RESET] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
  },
  'a 4xx after a send without response leaves it unknown: undone': {
    script: { execute: [RESET], repeat: [{ status: 400 }] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
  },
  'a 409 after a send without response leaves it unknown: undone': {
    script: { execute: [RESET], repeat: [{ status: 409 }] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
  },
  'a repeat that does nothing settles nothing: undone': {
    script: { execute: [RESET], repeat: [NOOP] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
  },
  'a redirect is not followed': {
    script: {
      execute: [{ status: 302, headers: { location: '/elsewhere' }, effect: false }],
      repeat: [{ status: 302, effect: false }],
    },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
  },
  '429 means not processed: the same is sent again': {
    script: {
      execute: [
        { status: 429, headers: { 'retry-after': '0' } },
        { status: 503, headers: { 'retry-after': '0' } },
      ],
    },
    status: 'completed',
    calls: 'execute execute execute',
    net: 1,
    // The author counts no attempts.
    more: { retry: {} },
  },
  '425 waits': { script: { execute: [{ status: 425 }] }, status: 'completed', calls: 'execute repeat', net: 1 },
  '409 that says in progress waits': {
    script: { execute: [{ status: 409, body: { code: 'in-progress' }, effect: true }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  '409 with Retry-After waits': {
    script: { execute: [{ status: 409, headers: { 'retry-after': '0' }, effect: true }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  '202 with Location is asked there': {
    script: { execute: [{ status: 202, headers: { location: '/poll/1' } }] },
    status: 'completed',
    calls: 'execute poll/1',
    net: 1,
  },
  '202 without Location is asked by repeat': {
    script: { execute: [{ status: 202 }] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
  },
  'without repeat an unknown outcome is undone': {
    script: { execute: [RESET] },
    status: 'failed',
    calls: 'execute revert',
    net: 0,
    options: { registration: { endpoints: ['/execute', '/revert'] } },
  },
  'without repeat a safe command is executed again': {
    script: { execute: [LOST] },
    status: 'completed',
    calls: 'execute execute',
    net: 1,
    more: { input: { command: 'read', resource: 'x', id: 'k' } },
    options: { registration: { endpoints: ['/execute', '/revert'] } },
  },
  'without repeat an idempotent command is executed again': {
    script: { execute: [RESET] },
    status: 'completed',
    calls: 'execute execute',
    net: 1,
    more: { input: { command: 'put', resource: 'x', id: 'k' } },
    options: {
      registration: { endpoints: ['/execute', '/revert'] },
      affordances: [{ command: 'put', idempotent: true }],
    },
  },
  'a status named as not retryable is not tried again': {
    script: { execute: [{ status: 503, effect: false }] },
    status: 'failed',
    calls: 'execute revert',
    net: 0,
    more: { retry: { nonRetryableStatuses: [503] } },
  },
  'a response that is too large did have its effect: undone': {
    script: { execute: [{ body: 'x'.repeat(1_100_000), type: 'text/plain' }] },
    status: 'failed',
    calls: 'execute revert',
    net: 0,
  },
  'a response that nests too deep did have its effect: undone': {
    script: { execute: [{ body: '['.repeat(100) + ']'.repeat(100) }] },
    status: 'failed',
    calls: 'execute revert',
    net: 0,
  },
};

/** An older service, without a ledger, and what is made of it. */
const OLDER: Record<string, Case> = {
  success: { script: {}, status: 'completed', calls: 'execute', net: 1 },
  'a broken connection leaves plain input unknown: undone': {
    script: { execute: [RESET] },
    status: 'failed',
    calls: 'execute revert',
    net: 0,
  },
  'a broken connection is settled by repeat where the author says so': {
    script: { execute: [RESET] },
    status: 'completed',
    calls: 'execute repeat',
    net: 1,
    more: REPEAT,
  },
  'a repeat that says noop settles nothing: undone': {
    script: { execute: [RESET], repeat: [NOOP] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
    more: REPEAT,
  },
  'repeat not offered (404): undone': {
    script: { execute: [RESET], repeat: [{ status: 404 }] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
    more: REPEAT,
  },
  'repeat not offered (501): undone': {
    script: { execute: [RESET], repeat: [{ status: 501, effect: false }] },
    status: 'failed',
    calls: 'execute repeat revert',
    net: 0,
    more: REPEAT,
  },
  '404 to the revert of an unknown outcome acknowledges': {
    script: { execute: [LOST], revert: [{ status: 404 }] },
    status: 'failed',
    calls: 'execute revert',
    net: 1,
  },
  '410 to the revert of an unknown outcome acknowledges': {
    script: { execute: [LOST], revert: [{ status: 410 }] },
    status: 'failed',
    calls: 'execute revert',
    net: 1,
  },
};

describe('what job-control makes of a response', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  const play = async ({ script, status, calls, net, more, options }: Case) => {
    const service = await platform.service(options);
    for (const [verb, behaviours] of Object.entries(script)) service.script(verb as Verb, ...behaviours);
    const task = { tag: service.tag, input: { key: 'k' }, ...quick, ...more };
    const job = await platform.jobs.run({ steps: [{ tasks: [task] }] });
    const seen = { status: job.status, calls: service.received.map(({ verb }) => verb).join(' ') };
    expect({ ...seen, job: undefined }).toEqual({ status, calls, job: undefined });
    return { job, service, net };
  };

  it.each(Object.entries(CASES))('%s', async (_, one) => {
    const { service, net } = await play(one);
    expect(service.ledger.net('k')).toBe(net);
    expect([...service.ledger.doubled]).toEqual([]);
  });

  it.each(Object.entries(OLDER))('from an older service: %s', async (_, one) => {
    const { job, service, net } = await play({ ...one, options: { dialect: 'links' } });
    expect(job.openEffects).toEqual([]);
    if (net === 0 || one.status === 'completed') expect(service.ledger.net('k')).toBe(net);
  });

  it('a connection refused before anything was sent is not executed, and tried again', async () => {
    const service = await platform.service();
    await service.stop();
    const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input: {}, ...quick }] }] });
    expect(job.status).toBe('failed');
    expect(onlyTask(job)).toMatchObject({ effect: 'none' });
    expect(onlyTask(job).attempts.map(({ action }) => action)).toEqual(['execute', 'execute']);
  });
});
