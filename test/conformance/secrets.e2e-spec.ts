import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobView } from '#contract';
import { JobRunner } from '../e2e/support/job-runner';
import { EventStream } from '../support/event-stream';
import { ask } from '../support/http';
import { onlyTask, tasksOf } from '../support/job-control';
import type { Behaviour, ModelService, Received } from '../support/model-service';
import { Platform } from '../support/platform';
import { filesIn, findIn } from '../support/written';

const IN_BODY = 'C4nary/in+"body"\\=?é';
const IN_HEADER = 'C4nary/in+the=header?';
const CANARIES = [IN_BODY, IN_HEADER];

const quick = { retry: { maxAttempts: 2 }, undoRetry: { maxAttempts: 2 }, timeoutMs: 2_000 };

/** Whatever it was sent, a service says back, in every way it can think of. */
function echo({ body, headers }: Received): Record<string, unknown> {
  const token = JSON.stringify(body);
  const auth = headers.authorization ?? '';
  return {
    body,
    auth,
    inJson: JSON.stringify({ token, auth }),
    inBase64: [Buffer.from(IN_BODY), Buffer.from(auth), Buffer.from(`u:${IN_HEADER}`)].map((b) => b.toString('base64')),
    inUrl: `http://x/?a=${encodeURIComponent(IN_BODY)}&b=${encodeURIComponent(auth)}`,
    inHex: Buffer.from(IN_BODY).toString('hex'),
    [`as a name: ${IN_BODY}`]: true,
  };
}

describe('secrets', () => {
  const directory = mkdtempSync(join(tmpdir(), 'canary-'));
  const secretsFile = join(directory, 'secrets.json');
  const tokenFile = join(directory, 'token');
  /** Every response and log line. */
  const told: string[] = [];
  let platform: Platform;
  let bank: ModelService;

  const configure = (secrets: object): void => writeFileSync(secretsFile, JSON.stringify(secrets));
  const usual = {
    password: { value: IN_BODY, services: ['bank'] },
    token: { file: tokenFile, services: ['bank', 'vault'] },
  };

  beforeAll(async () => {
    writeFileSync(tokenFile, `${IN_HEADER}\n`);
    configure(usual);
    platform = await Platform.start({ SECRETS_FILE: secretsFile, LOG_LEVEL: 'trace' });
    bank = await platform.service({ name: 'bank' });
    bank.behave = (call): Behaviour => ({ body: echo(call) });
  });

  afterAll(async () => {
    await platform.stop();
    rmSync(directory, { recursive: true });
  });

  const pay = (more: object = {}) => ({
    name: 'pay',
    tag: bank.tag,
    input: {
      command: 'create',
      resource: 'payment',
      payload: { key: 'k', deep: [{ password: { $secret: 'password' } }] },
    },
    headers: { authorization: { $secret: 'token', prefix: 'Bearer ' } },
    ...quick,
    ...more,
  });
  const failing = { name: 'fails', tag: 'x', input: { a: { $fromState: '/not/there' } } };

  const run = async (...tasks: object[]): Promise<JobView> => {
    const job = await platform.jobs.run({ steps: tasks.map((task) => ({ name: 's', tasks: [task] })).map(named) });
    told.push(JSON.stringify(job));
    return job;
  };
  const named = (step: object, index: number): object => ({ ...step, name: `s${index}` });

  const sent = ({ body, headers }: Received) => [
    (body.payload as { deep: { password: string }[] }).deep[0]?.password,
    headers.authorization,
  ];

  it('reach the service they are for, with every call of the task, and come back as names', async () => {
    const job = await run(pay({ storeResultAt: '/paid' }), failing);
    expect(job.status).toBe('failed');
    const calls = [...bank.calls('execute'), ...bank.calls('revert')];
    expect(calls.map(sent)).toEqual([
      [IN_BODY, `Bearer ${IN_HEADER}`],
      [IN_BODY, `Bearer ${IN_HEADER}`],
    ]);
    expect(tasksOf(job)['s0/pay']?.result).toMatchObject({
      body: { payload: { deep: [{ password: '[secret:password]' }] } },
      auth: 'Bearer [secret:token]',
    });
  });

  it.each<[string, Behaviour, string]>([
    ['a problem', { status: 400, body: { detail: `no ${IN_BODY}` } }, 'refused'],
    ['plain text', { status: 403, type: 'text/plain', body: `no ${IN_HEADER} ${IN_BODY}` }, 'refused'],
    ['an error of the server', { status: 500, body: { error: `${'x'.repeat(280)}${IN_BODY}` } }, 'outcome-unknown'],
    ['what is not JSON', { body: IN_BODY }, 'outcome-unknown'],
    ['half of it', { body: { a: IN_BODY }, truncate: true }, 'outcome-unknown'],
    ['an address to ask at', { status: 202, headers: { location: `/later?t=${encodeURIComponent(IN_BODY)}` } }, ''],
    [
      'something else than JSON',
      { type: `text/${Buffer.from(IN_HEADER).toString('hex')}`, body: IN_HEADER },
      'not-json',
    ],
  ])('stay out of the record of a job whose service responds with %s', async (_, behaviour, code) => {
    bank.script('execute', behaviour).script('repeat', behaviour, behaviour);
    const job = await run(pay());
    expect(job.error?.code ?? '').toBe(code);
  });

  it('are not sent to a service that they are not for, nor is anything else', async () => {
    const shop = await platform.service({ name: 'shop' });
    const job = await run(pay({ tag: shop.tag }));
    expect(onlyTask(job)).toMatchObject({ state: 'failed', effect: 'none', error: { code: 'secret-refused' } });
    expect(shop.received).toEqual([]);
  });

  it('are nothing that a service could ask for by writing their name into the state', async () => {
    bank.script('execute', { body: { $secret: 'token' } });
    const stolen = { name: 'next', tag: bank.tag, input: { key: 'n', a: { $fromState: '/paid' } }, ...quick };
    await run(pay({ storeResultAt: '/paid' }), stolen);
    expect(bank.calls('execute').at(-1)?.body).toMatchObject({ a: { $secret: 'token' } });
  });

  it('are refused at submission, and warned of at validation, where they are not known here', async () => {
    const document = {
      steps: [{ tasks: [pay({ headers: { a: { $secret: 'missing' } } }), pay({ name: 'b', serviceName: 'shop' })] }],
    };
    const faults = [
      { pointer: '/steps/0/tasks/0/headers/a', message: 'there is no secret "missing" here' },
      { pointer: '/steps/0/tasks/1/input/payload/deep/0/password', message: 'the secret "password" is not for shop' },
      { pointer: '/steps/0/tasks/1/headers/authorization', message: 'the secret "token" is not for shop' },
    ];
    const submitted = await platform.jobs.post('/jobs', document);
    expect([submitted.status, submitted.body.errors]).toEqual([422, faults]);
    const { body } = await platform.jobs.post<{ valid: boolean; warnings: string[] }>('/jobs/validate', document);
    expect(body.valid).toBe(true);
    expect(body.warnings).toEqual(
      expect.arrayContaining(faults.map(({ pointer, message }) => `${pointer}: ${message}`)),
    );
  });

  it('are looked up anew for a revert: one that is gone leaves it open, one that is back closes it', async () => {
    const vault = await platform.service({ name: 'vault' });
    const task = {
      name: 'open',
      tag: vault.tag,
      input: { key: 'v' },
      headers: { cookie: { $secret: 'token' } },
      ...quick,
    };
    const { id } = await run(task);
    rmSync(tokenFile);
    await platform.jobs.act(id, 'revert');
    const stuck = await platform.jobs.ended(id);
    expect(stuck).toMatchObject({ status: 'needs-attention', openEffects: [{ task: 's0/open' }] });
    expect(JSON.stringify(stuck)).toContain('the secret \\"token\\" cannot be read: ENOENT');
    expect([vault.calls('revert').length, vault.ledger.net('v')]).toEqual([0, 1]);
    writeFileSync(tokenFile, 'rotated-meanwhile');
    await platform.jobs.act(id, 'continue');
    expect((await platform.jobs.until(id, ({ status }) => status === 'reverted')).openEffects).toEqual([]);
    expect(vault.calls('revert')[0]?.headers.cookie).toBe('rotated-meanwhile');
    writeFileSync(tokenFile, IN_HEADER);
  });

  it('stand in nothing that was written, sent or shown', async () => {
    const { url } = platform.jobs;
    const { id } = await run({ ...pay(), storeResultAt: '/paid' });
    const document = { initialState: { a: 1 }, steps: [{ tasks: [pay()] }] };
    const stream = await EventStream.open(`${url}/jobs/${id}/events`);
    await stream.end();
    const cli = new JobRunner({ JOB_CONTROL_URL: url, SHARED_STATE_URL: platform.url('shared-state') });
    const jobFile = join(directory, 'job.json');
    writeFileSync(jobFile, JSON.stringify(document));
    const history = join(directory, 'history.json');
    const shown: string[] = [];
    const show = async (...args: string[]): Promise<string> => {
      const { exitCode, out, err } = await cli.run(args);
      expect([args, exitCode, err]).toEqual([args, 0, expect.anything()]);
      shown.push(`${args.join(' ')}: ${out}${err}`);
      return out;
    };
    await show('run', jobFile, '--verbose', '--emit');
    await show('get', id, '--verbose');
    await show('get', id, '--json');
    await show('watch', id);
    await show('events', id);
    writeFileSync(history, await show('events', id, '--export'));
    await show('replay', history);
    await show('plan', jobFile);
    await show('validate', jobFile);
    await show('list');
    const posts = ['/jobs/plan', '/jobs/validate', '/jobs?wait=true', '/run-job'];
    const gets = [
      `/jobs/${id}`,
      `/jobs/${id}/events`,
      `/jobs/${id}/events?bodies=true`,
      '/jobs',
      '/filter',
      '/metrics',
    ];
    const responses = [
      ...(await Promise.all(posts.map((path) => platform.jobs.post<unknown>(path, document)))),
      ...(await Promise.all(gets.map((path) => platform.jobs.ask<unknown>(path)))),
      ...(await Promise.all(gets.slice(-1).map((path) => ask<unknown>(`${platform.url('shared-state')}${path}`)))),
    ].map(({ body, headers }) => JSON.stringify([body, [...headers]]));
    const logs = (['job-control', 'shared-state', 'discovery'] as const).map((app) => platform.log(app));
    const written = await platform.written();
    expect(written.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/job-control\.db-wal$|^job_control\.journal$/),
    );
    const everything: [string, string | Buffer][] = [
      ...written.map(({ path, bytes }): [string, Buffer] => [path, bytes]),
      ...filesIn(directory)
        .filter(({ path }) => path !== secretsFile && path !== tokenFile)
        .map(({ path, bytes }): [string, Buffer] => [path, bytes]),
      ...[...told, ...shown, ...responses, ...logs, JSON.stringify(stream.events)].map((text): [string, string] => [
        text.slice(0, 200),
        text,
      ]),
    ];
    // The names are there: it was these jobs that were looked at.
    expect(everything.filter(([, text]) => text.includes('[secret:')).length).toBeGreaterThan(5);
    const found = everything.flatMap(([where, text]) =>
      CANARIES.map((canary) => findIn(text, canary)).flatMap((how) => (how === null ? [] : [`${how} in ${where}`])),
    );
    expect(found).toEqual([]);
  });
});
