import { randomUUID } from 'node:crypto';
import { onlyTask } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('who is called', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  const run = (need: object) => platform.jobs.run({ steps: [{ tasks: [{ ...need, input: { key: 'k' } }] }] });

  it.each([
    ['tag', ({ tag }: ModelService) => ({ tag })],
    ['resource', ({ tag }: ModelService) => ({ resource: tag })],
    ['profile', ({ options: { profile } }: ModelService) => ({ profile })],
    ['serviceName', ({ name }: ModelService) => ({ serviceName: name })],
    ['service, the older word', ({ name }: ModelService) => ({ service: name })],
  ])('is found by %s', async (_, need) => {
    for (const dialect of ['forms', 'links'] as const) {
      const service = await platform.service({ profile: `urn:${randomUUID()}`, dialect });
      const job = await run(need(service));
      expect(job.status).toBe('completed');
      expect(onlyTask(job).service).toMatchObject({ name: service.name, url: service.url });
      expect(service.calls('execute')).toHaveLength(1);
    }
  });

  it('has to offer all that is asked', async () => {
    const tag = randomUUID();
    const other = await platform.service({ tag, profile: 'urn:other' });
    const wanted = await platform.service({ tag, profile: 'urn:wanted' });
    expect((await run({ tag, profile: 'urn:wanted' })).status).toBe('completed');
    expect((await run({ tag, serviceName: wanted.name, profile: 'urn:wanted' })).status).toBe('completed');
    const job = await run({ tag, serviceName: wanted.name, profile: 'urn:other', bindTimeoutMs: 0 });
    expect(job).toMatchObject({
      status: 'failed',
      error: { code: expect.any(String), message: expect.stringContaining(tag) },
    });
    expect([other.received.length, wanted.calls('execute').length]).toEqual([0, 2]);
  });

  it('is, of two alike, the one with the fewest calls in flight, then the oldest registration', async () => {
    const tag = randomUUID();
    const oldest = await platform.service({ tag });
    const youngest = await platform.service({ tag });
    await run({ tag });
    await run({ tag });
    expect(oldest.calls('execute')).toHaveLength(2);
    const release = oldest.hold('execute');
    const busy = await platform.jobs.submit({ steps: [{ tasks: [{ tag, input: {} }] }] });
    await platform.jobs.until(busy, () => oldest.calls('execute').length === 3);
    await run({ tag });
    expect([oldest.calls('execute').length, youngest.calls('execute').length]).toEqual([3, 1]);
    release();
    await platform.jobs.ended(busy);
  });

  it('is spread over the instances within one step', async () => {
    const tag = randomUUID();
    const services = [await platform.service({ tag }), await platform.service({ tag })];
    const tasks = Array.from({ length: 6 }, (_, n) => ({ tag, input: { key: `k${n}` } }));
    const holds = services.flatMap((service) => [1, 2, 3].map(() => service.hold('execute')));
    const id = await platform.jobs.submit({ steps: [{ tasks }] });
    await platform.jobs.until(id, () => services.every((service) => service.calls('execute').length === 3));
    for (const release of holds) release();
    expect((await platform.jobs.ended(id)).status).toBe('completed');
  });

  it('is waited for, up to bindTimeoutMs, and then the task has failed and nothing was sent', async () => {
    const job = await run({ tag: 'not-offered', bindTimeoutMs: 50 });
    expect(job).toMatchObject({
      status: 'failed',
      error: { task: 'step-1/task-1', message: expect.stringContaining('not-offered') },
    });
    expect(onlyTask(job)).toMatchObject({ effect: 'none', attempts: [] });
    expect(job.warnings.join()).toContain('not-offered');
  });

  it('may come after the job: the job then goes on', async () => {
    const service = await platform.service({ register: false });
    const id = await platform.jobs.submit({ steps: [{ tasks: [{ tag: service.tag, input: {} }] }] });
    await platform.jobs.until(id, (job) => onlyTask(job).state === 'waiting');
    await service.register(platform.url('discovery'));
    expect((await platform.jobs.ended(id)).status).toBe('completed');
  });

  it('has to offer the action that is asked', async () => {
    const service = await platform.service({ registration: { endpoints: ['/execute'] } });
    const document = (mode: string) => ({
      steps: [{ mode, tasks: [{ tag: service.tag, input: {}, bindTimeoutMs: 0 }] }],
    });
    expect((await platform.jobs.run(document('execute'))).status).toBe('completed');
    const job = await platform.jobs.run(document('repeat'));
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('repeat') } });
    expect(service.calls('repeat')).toHaveLength(0);
  });

  it('is the link of the wanted action, wherever on its origin it leads', async () => {
    const forms = (url: string) => [
      { rel: 'execute', method: 'POST', href: `${url.replace('127.0.0.1', 'localhost')}/other/place` },
    ];
    const service = await platform.service({ dialect: 'links', forms });
    expect((await run({ tag: service.tag })).status).toBe('completed');
    expect(service.received.map(({ verb }) => verb)).toEqual(['other/place']);
  });

  it('is never on another origin than the registered one', async () => {
    const stranger = await platform.service();
    const forms = () => [{ rel: 'execute', method: 'POST', href: `${stranger.url}/execute` }];
    const service = await platform.service({ dialect: 'links', forms });
    const job = await run({ tag: service.tag, bindTimeoutMs: 0 });
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('another origin') } });
    expect(stranger.received).toEqual([]);
  });

  it('is asked below its address where its links do not name repeat and revert', async () => {
    const forms = (url: string) => [{ rel: 'execute', method: 'POST', href: `${url}/execute` }];
    const service = await platform.service({ dialect: 'links', forms });
    const failing = await platform.service();
    failing.script('execute', { status: 400 });
    const job = await platform.jobs.run({
      steps: [{ tasks: [{ tag: service.tag, input: { key: 'k' } }] }, { tasks: [{ tag: failing.tag, input: {} }] }],
    });
    expect(job.status).toBe('failed');
    expect(service.calls('revert')).toHaveLength(1);
  });

  it('is not asked for a response that another service promised at the same address', async () => {
    const [tag, name] = [randomUUID(), randomUUID()];
    const before = await platform.service({ tag, name });
    const port = Number(new URL(before.url).port);
    const headers = { location: '/answers/1', 'retry-after': '2' };
    before.script('execute', { status: 202, headers, effect: true });
    const retry = { maxIntervalMs: 2_000 };
    const id = await platform.jobs.submit({ steps: [{ tasks: [{ tag, input: { key: 'k' }, retry }] }] });
    await platform.jobs.until(id, (job) => onlyTask(job).attempts.some(({ status }) => status === 202));
    await before.stop();
    const after = await platform.service({ tag, name, ledger: before.ledger });
    const stranger = await platform.service({ port });
    expect((await platform.jobs.ended(id)).status).toBe('completed');
    expect(stranger.received).toEqual([]);
    expect(after.calls('repeat')).toHaveLength(1);
    expect(after.ledger.net('k')).toBe(1);
  });

  it('is told by /jobs/plan, with the step up to which the job could be undone, and nothing is called', async () => {
    const [sound, oneWay] = [
      await platform.service(),
      await platform.service({ registration: { endpoints: ['/execute'] } }),
    ];
    const steps = [sound, oneWay, sound].map(({ tag }, n) => ({
      name: `s${n}`,
      tasks: [{ name: 't', tag, input: {} }],
    }));
    const { status, body } = await platform.jobs.post<Record<string, unknown>>('/jobs/plan', { steps });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      undoableUpTo: 's0',
      steps: [{ tasks: [{ address: 's0/t', service: { url: sound.url } }] }, { tasks: [{ reversible: 'none' }] }, {}],
    });
    expect([sound.received, oneWay.received]).toEqual([[], []]);
  });
});
