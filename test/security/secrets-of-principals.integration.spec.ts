import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelService } from '../support/model-service';
import { until } from '../support/until';
import { GuardedApp } from './support/guarded-apps';
import { ask, keyOf, PEOPLES_KEYS } from './support/people';

interface Job {
  readonly jobId: string;
  readonly status: string;
  readonly error?: { code: string; message: string };
  readonly errors?: object[];
}

const TOKEN = 'the-token-of-alice';

describe('a secret for certain principals', () => {
  const directory = mkdtempSync(join(tmpdir(), 'principals-'));
  const SECRETS_FILE = join(directory, 'secrets.json');
  let discovery: GuardedApp;
  let jobs: GuardedApp;
  let bank: ModelService;

  const serves = (principals?: string[]) =>
    writeFileSync(SECRETS_FILE, JSON.stringify({ token: { value: TOKEN, services: ['bank'], principals } }));

  beforeAll(async () => {
    serves(['alice']);
    discovery = await GuardedApp.start('discovery', { AUTH_KEYS: PEOPLES_KEYS });
    jobs = await GuardedApp.start('job-control', {
      AUTH_KEYS: PEOPLES_KEYS,
      DISCOVERY_URL: discovery.url,
      SERVICE_TOKEN: keyOf('job-control'),
      SECRETS_FILE,
    });
    bank = await ModelService.start({ name: 'bank' });
    const endpoints = ['/execute', '/repeat', '/revert'];
    const entry = { name: bank.name, url: bank.url, resources: [bank.tag], endpoints };
    expect((await ask(discovery, 'root', 'POST /register', entry)).status).toBe(201);
  });
  beforeEach(() => {
    serves(['alice']);
    bank.received.length = 0;
  });
  afterAll(async () => {
    await jobs.stop();
    await discovery.stop();
    await bank.stop();
    rmSync(directory, { recursive: true });
  });

  const pays = (more: object = {}) => ({
    name: 'pays',
    steps: [
      {
        name: 'pay',
        tasks: [
          { tag: bank.tag, input: { key: 'k' }, headers: { authorization: { $secret: 'token', prefix: 'Bearer ' } } },
        ],
        ...more,
      },
    ],
  });
  const submit = (who: string, document: object) => ask<Job>(jobs, who, 'POST /jobs', document);
  const ended = (who: string, { jobId }: Job) =>
    until(async () => {
      const { body } = await ask<Job>(jobs, who, `GET /jobs/${jobId}`);
      return ['completed', 'failed', 'needs-attention'].includes(body.status) && body;
    });
  const fault = (message: string) => ({ pointer: '/steps/0/tasks/0/headers/authorization', message });

  it('is sent for jobs of these', async () => {
    const { body } = await submit('alice', pays());
    expect((await ended('alice', body)).status).toBe('completed');
    expect(bank.calls('execute').map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`]);
  });

  it.each(['bob', 'root'])('is refused when a job of %s names it, and warned of at validation', async (who) => {
    const refused = fault(`the secret "token" is not for jobs of ${who}`);
    const { status, body } = await submit(who, pays());
    expect([status, body.errors]).toEqual([422, [refused]]);
    const validated = await ask<{ warnings: string[] }>(jobs, who, 'POST /jobs/validate', pays());
    expect(validated.body.warnings).toContain(`${refused.pointer}: ${refused.message}`);
  });

  it('is looked up anew for each call: who is not among them by then gets nothing sent', async () => {
    serves();
    const submitted = await Promise.all(['alice', 'bob'].map((who) => submit(who, pays({ approval: true }))));
    serves(['alice']);
    for (const { body } of submitted) {
      await ask(jobs, 'operator', `POST /jobs/${body.jobId}/approve`, {});
    }
    const [hers, his] = [await ended('alice', submitted[0]!.body), await ended('bob', submitted[1]!.body)];
    expect([hers.status, his.status]).toEqual(['completed', 'failed']);
    expect(his.error).toMatchObject({ code: 'secret-refused', message: expect.stringContaining('jobs of bob') });
    expect(bank.received).toHaveLength(1);
  });

  it('serves no caller with AUTH off', async () => {
    const open = await GuardedApp.start('job-control', { AUTH_KEYS: undefined, SECRETS_FILE });
    const json = { 'content-type': 'application/json' };
    const { status, text } = await open.ask('POST', '/jobs', json, JSON.stringify(pays()));
    await open.stop();
    expect(status).toBe(422);
    expect((JSON.parse(text) as Job).errors).toEqual([
      fault('the secret "token" is for certain principals only, and this job has no submitter: AUTH is off'),
    ]);
  });
});
