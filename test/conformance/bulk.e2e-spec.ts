import type { BatchView, BulkPreview } from '#contract';
import type { Reply } from '../support/http';
import type { JobControlBody } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';
import { until } from '../support/until';

describe('an action on many jobs', () => {
  let platform: Platform;
  let service: ModelService;
  let count = 0;
  beforeAll(async () => {
    platform = await Platform.start();
    service = await platform.service();
  }, 60_000);
  beforeEach(() => {
    service.behave = () => ({ body: {} });
  });
  afterAll(() => platform.stop());

  const label = () => `customer:acme-${++count}`;
  const job = (of: string, more: object = {}) => ({
    labels: { customer: of.slice('customer:'.length) },
    steps: [{ name: 'book', tasks: [{ name: 'room', tag: service.tag, input: {} }], ...more }],
  });
  const waiting = async (of: string) => (await platform.jobs.post('/jobs', job(of, { approval: true }))).body.jobId;
  const ask = <T = BatchView & BulkPreview & JobControlBody>(body: unknown, headers?: Record<string, string>) =>
    platform.jobs.ask<T>('/jobs/actions', { method: 'POST', body, headers });
  const batch = async (path: string) => (await platform.jobs.ask<BatchView>(path)).body;
  const done = async (batchId: string) => {
    const path = `/jobs/actions/${batchId}`;
    await until(async () => (await batch(path)).completedAt !== undefined);
    return batch(path);
  };
  const outcomes = ({ results }: BatchView) => results.map(({ jobId, outcome }) => [jobId, outcome]);

  it('says with dryRun which jobs are meant, and does nothing', async () => {
    const of = label();
    const ids = [await waiting(of), await waiting(of)];
    const { status, body } = await ask({ action: 'cancel', filter: { label: [of] }, dryRun: true });
    expect([status, body.count, body.jobs.map(({ id }) => id)]).toEqual([200, 2, ids.reverse()]);
    expect((await platform.jobs.get(ids[0]!)).status).toBe('running');
    const named = await ask({ action: 'kill', ids: [...ids, 'none'], dryRun: true });
    expect(named.body).toMatchObject({ count: 2, notFound: ['none'] });
  });

  it('counts with dryRun only the jobs that it would change, and says why it passes over the others', async () => {
    const of = label();
    const ended = await platform.jobs.run(job(of));
    const open = await waiting(of);
    const { body } = await ask({ action: 'cancel', filter: { label: [of] }, dryRun: true });
    expect([body.count, body.jobs.map(({ id }) => id)]).toEqual([1, [open]]);
    const because = 'cancel does nothing to a job that is completed';
    const passed = { jobId: ended.jobId, status: 'completed', href: ended.href, because };
    expect(body.passedOver).toEqual({ count: 1, jobs: [passed] });
    const rerun = await ask({ action: 'rerun', filter: { label: [of] }, dryRun: true });
    expect(rerun.body.jobs.map(({ id }) => id)).toEqual([ended.jobId]);
  });

  it('is one action where it comes twice under one Idempotency-Key', async () => {
    const of = label();
    const id = await waiting(of);
    const request = { action: 'pause', filter: { label: [of] } };
    const headers = { 'idempotency-key': of };
    const [first, second] = await Promise.all([ask(request, headers), ask(request, headers)]);
    await done(first.body.batchId);
    await platform.jobs.act(id, 'continue');
    const third = await ask(request, headers);
    expect([first.status, second.body, third.body]).toEqual([202, first.body, first.body]);
    expect((await platform.jobs.get(id)).status).toBe('running');
    const other = await ask({ ...request, action: 'cancel' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
    expect((await ask(request)).body.batchId).not.toBe(first.body.batchId);
  });

  it('is done to each job that fits, and tells what came of it, job by job', async () => {
    const of = label();
    const ended = await platform.jobs.run(job(of));
    const open = [await waiting(of), await waiting(of)];
    const request = { action: 'cancel', filter: { label: [of] }, reason: 'they left', by: 'ops' };
    const { status, body, headers } = await ask(request);
    expect([status, body.count, headers.get('location')]).toEqual([202, 3, body.href]);
    const view = await done(body.batchId);
    expect(outcomes(view)).toEqual([
      [open[1], 'accepted'],
      [open[0], 'accepted'],
      [ended.id, 'refused'],
    ]);
    expect(view).toMatchObject({ by: 'ops', reason: 'they left', outcomes: { accepted: 2, refused: 1 } });
    expect(view.results[2]!.detail).toBe('the job is already completed');
    for (const id of open) {
      await until(async () => (await platform.jobs.get(id)).status === 'cancelled');
      expect((await platform.jobs.get(id)).cancelReason).toBe('they left');
    }
  });

  it('narrows by status, name and time, and takes ids as they are', async () => {
    const of = label();
    const ended = await platform.jobs.run(job(of));
    const open = await waiting(of);
    const only = await ask({ action: 'pause', filter: { label: [of], status: ['running'], since: ended.createdAt } });
    expect(outcomes(await done(only.body.batchId))).toEqual([[open, 'accepted']]);
    const named = await ask({ action: 'revert', ids: [ended.id, 'none', ended.id] });
    const view = await done(named.body.batchId);
    expect(outcomes(view)).toEqual([
      [ended.id, 'accepted'],
      ['none', 'not-found'],
    ]);
    await until(async () => (await platform.jobs.get(ended.id)).status === 'reverted');
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['/action']],
    ['an action that needs a decision', { action: 'approve', ids: ['a'] }, ['/action']],
    ['neither ids nor a filter', { action: 'cancel' }, ['/filter']],
    ['a filter that selects all there are', { action: 'cancel', filter: {} }, ['/filter']],
    ['both', { action: 'cancel', ids: ['a'], filter: { name: 'x' } }, ['/filter']],
    ['no ids', { action: 'cancel', ids: [] }, ['/ids']],
    [
      'members that are written wrongly',
      { action: 'cancel', filter: { status: ['done'], label: ['x'] }, reason: 1 },
      ['/filter/status', '/filter/label', '/reason'],
    ],
    [
      'times that are none',
      { action: 'cancel', filter: { since: 'then', until: 'now' } },
      ['/filter/since', '/filter/until'],
    ],
    ['unknown members', { action: 'cancel', filter: { name: 'x', title: 'y' } }, ['/filter/title']],
    ['too many ids', { action: 'cancel', ids: Array.from({ length: 10_001 }, (_, n) => `j${n}`) }, ['/ids']],
  ])('is refused for %s, with every pointer', async (_, body, pointers) => {
    const reply: Reply<JobControlBody> = await ask<JobControlBody>(body);
    expect([reply.status, reply.body.errors?.map(({ pointer }) => pointer).sort()]).toEqual([422, pointers.sort()]);
  });

  it('is finished after a stop in the middle, a page of results at a time', async () => {
    const of = label();
    const ids: string[] = [];
    for (let n = 0; n < 60; n++) ids.push(await waiting(of));
    const { body } = await ask({ action: 'cancel', filter: { label: [of] } });
    await platform.down('job-control');
    await platform.up('job-control');
    const view = await done(body.batchId);
    expect(view.outcomes).toEqual({ accepted: 60 });
    const seen: string[] = [];
    for (let path: string | undefined = `/jobs/actions/${body.batchId}?limit=25`; path !== undefined;) {
      const page: Reply<BatchView> = await platform.jobs.ask(path);
      seen.push(...page.body.results.map(({ jobId }) => jobId));
      path = /<([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(ids.reverse());
    expect((await platform.jobs.ask('/jobs/actions/none')).status).toBe(404);
  }, 60_000);
});
