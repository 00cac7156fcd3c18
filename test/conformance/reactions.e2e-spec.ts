import type { JobEvent, JobPlanView } from '#contract';
import { onlyTask, tasksOf } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';
import { until } from '../support/until';

describe('what follows when a task has failed', () => {
  let platform: Platform;
  let first: ModelService;
  let second: ModelService;
  beforeAll(async () => (platform = await Platform.start()));
  beforeEach(async () => ([first, second] = await Promise.all([platform.service(), platform.service()])));
  afterAll(() => platform.stop());

  const task = (more: object = {}) => ({ name: 'room', tag: first.tag, input: { key: 'k' }, ...more });
  const job = (...tasks: object[]) => ({ steps: [{ name: 'reserve', tasks }] });
  const unstorable = { storeResultAt: { targetPath: '/at', sourcePath: 'nowhere' } };
  const history = async (id: string) => (await platform.jobs.ask<JobEvent[]>(`/jobs/${id}/events`)).body;
  const types = async (id: string) => (await history(id)).map(({ type }) => type);

  it('calls the alternative, whose request id is its own, and says which was used and why', async () => {
    const id = await platform.jobs.submit(
      job(task({ ...unstorable, orElse: [{ tag: second.tag, storeResultAt: '/at' }] })),
    );
    const ended = await platform.jobs.ended(id);
    expect(ended.status).toBe('completed');
    const requestId = `${id}/1/reserve/room`;
    expect(onlyTask(ended)).toMatchObject({
      alternative: 1,
      requestId: `${requestId}/else/1`,
      service: { name: second.name },
      tried: [
        {
          requestId,
          service: { name: first.name },
          error: { code: 'source-path-missing' },
          undo: { state: 'acknowledged' },
        },
      ],
    });
    expect([first.ledger.net('k'), second.ledger.net('k')]).toEqual([0, 1]);
    const told = (await history(id)).find(({ type }) => type === 'unit-alternative-started');
    expect(told).toMatchObject({ task: 'reserve/room', alternative: 1, because: expect.stringContaining('nowhere') });
  });

  it('goes on without a task, once it is undone', async () => {
    const id = await platform.jobs.submit(job(task({ ...unstorable, onFailure: 'continue' })));
    const ended = await platform.jobs.ended(id);
    expect(ended).toMatchObject({ status: 'completed', warnings: [expect.stringContaining('reserve/room failed')] });
    expect(onlyTask(ended)).toMatchObject({ state: 'failed', tolerated: 'continue', undo: { state: 'acknowledged' } });
    expect(first.ledger.net('k')).toBe(0);
  });

  it('pauses, tries again what an operator continues, and goes on without what they skip', async () => {
    first.script('execute', { status: 400 }, { status: 400 });
    const id = await platform.jobs.submit({
      onFailure: 'pause',
      ...job(task(), task({ name: 'car', input: { key: 'c' } })),
    });
    const paused = await platform.jobs.until(id, ({ status }) => status === 'paused');
    await platform.jobs.until(id, ({ pausedBecause }) => pausedBecause?.failures.length === 2);
    expect(paused).toMatchObject({ pausedBecause: { step: 'reserve', error: { code: 'refused', status: 400 } } });
    const skip = (...names: string[]) => platform.jobs.post(`/jobs/${id}/continue`, { skip: names, reason: 'by hand' });
    expect(await skip('reserve/bus')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('what can be skipped: reserve/room, reserve/car') },
    });
    expect(await platform.jobs.post(`/jobs/${id}/continue`, { skip: ['reserve/car'] })).toMatchObject({ status: 400 });
    expect((await skip('reserve/car')).status).toBe(202);
    const ended = await platform.jobs.ended(id);
    expect(ended.status).toBe('completed');
    expect(tasksOf(ended)).toMatchObject({
      'reserve/room': { state: 'succeeded' },
      'reserve/car': { state: 'failed', tolerated: 'skip' },
    });
    expect(await types(id)).toEqual(expect.arrayContaining(['paused', 'continued', 'unit-tolerated', 'unit-retried']));
  });

  it('pauses where a signal does not come in time, waits once more, and goes on without it', async () => {
    const waits = { name: 'paid', waitFor: { signal: 'payment', timeoutSeconds: 0.2 } };
    const id = await platform.jobs.submit({ onFailure: 'pause', steps: [...job(task()).steps, waits] });
    const pauses = async () => (await types(id)).filter((type) => type === 'paused').length;
    const paused = await platform.jobs.until(id, ({ status }) => status === 'paused');
    const error = { code: 'signal-timeout', message: expect.stringContaining('no signal "payment" came') };
    expect(paused.pausedBecause).toEqual({ step: 'paid', task: 'paid', error, failures: [{ task: 'paid', error }] });
    const goOn = (body: object) => platform.jobs.post(`/jobs/${id}/continue`, body);
    expect((await goOn({})).status).toBe(202);
    await until(async () => (await pauses()) === 2);
    expect((await goOn({ skip: ['reserve/room'], reason: 'paid in cash' })).status).toBe(409);
    expect((await goOn({ skip: ['paid'], reason: 'paid in cash' })).status).toBe(202);
    const ended = await platform.jobs.ended(id);
    expect(ended).toMatchObject({ status: 'completed', warnings: [expect.stringContaining('"paid" failed')] });
    expect(first.ledger.net('k')).toBe(1);
  });

  it('is refused with every fault where it makes no sense', async () => {
    const orElse = [{ input: {} }, ...Array.from({ length: 10 }, () => ({ tag: 'x' }))];
    const document = {
      onFailure: 'continue',
      steps: [
        { onFailure: 'never', tasks: [task({ orElse })] },
        { mode: 'revert', tasks: [task({ orElse: [{ tag: 'x' }] })] },
      ],
    };
    const { status, body } = await platform.jobs.post('/jobs', document);
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/onFailure',
      '/steps/0/onFailure',
      '/steps/0/tasks/0/orElse',
      '/steps/0/tasks/0/orElse/0',
      '/steps/1/tasks/0/orElse',
    ]);
  });

  it('shows every branch in a plan, and counts the one that can be undone least', async () => {
    const affordances = [{ command: 'create', reversible: 'none' }];
    const final = await platform.service({ affordances });
    const input = { command: 'create', resource: 'room' };
    const document = {
      steps: [{ name: 'reserve', tasks: [task({ input, onFailure: 'pause', orElse: [{ tag: final.tag }] })] }],
    };
    const { body } = await platform.jobs.post<JobPlanView>('/jobs/plan', document);
    expect(body).toMatchObject({
      undoableUpTo: null,
      steps: [
        {
          tasks: [
            {
              service: { name: first.name },
              onFailure: 'pause',
              alternatives: [{ service: { name: final.name }, reversible: 'none' }],
              reversibleAtWorst: 'none',
            },
          ],
        },
      ],
    });
  });
});
