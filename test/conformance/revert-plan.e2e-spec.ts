import type { RevertPlanView } from '#contract';
import { ask } from '../support/http';
import type { JobControlBody } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('the plan of a revert', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => {
    platform = await Platform.start();
    service = await platform.service();
    service.behave = () => ({ status: 201, body: { made: true } });
  }, 60_000);
  afterAll(() => platform.stop());

  const task = (command: string, more: object = {}) => ({
    name: command,
    tag: service.tag,
    input: { command, resource: 'todo', payload: {} },
    ...more,
  });
  const document = () => ({
    initialState: {},
    steps: [
      { name: 'one', tasks: [task('create', { storeResultAt: '/one' })] },
      { name: 'two', tasks: [task('list'), task('create', { storeResultAt: '/two' })] },
    ],
  });
  const planOf = (id: string, body: object = {}) =>
    platform.jobs.ask<RevertPlanView & JobControlBody>(`/jobs/${id}/revert/plan`, { method: 'POST', body });

  it('says what would be undone, in order, and calls no service', async () => {
    const job = await platform.jobs.run(document());
    expect(job.status).toBe('completed');
    const sent = () => (['execute', 'repeat', 'revert'] as const).map((action) => service.calls(action).length);
    const before = sent();
    const { status, body } = await planOf(job.id);
    expect(status).toBe(200);
    expect(body.effects.map(({ task, action }) => [task, action])).toEqual([
      ['two/list', 'none'],
      ['two/create', 'revert'],
      ['one/create', 'revert'],
    ]);
    const ids = job.steps.flatMap(({ tasks }) => tasks.map(({ requestId }) => requestId));
    expect(new Set(body.effects.map(({ requestId }) => requestId))).toEqual(new Set(ids));
    expect(body.effects[1]!.instance).toMatchObject({ name: job.steps[1]!.tasks[1]!.service!.name });
    expect(body.state.map(({ pointer, outcome }) => [pointer, outcome])).toEqual([
      ['/two', 'restored'],
      ['/one', 'restored'],
    ]);
    expect(body.notUndoable).toEqual([]);
    expect(sent()).toEqual(before);
    expect((await platform.jobs.get(job.id)).version).toBe(job.version);
    expect((await platform.jobs.ask(`/jobs/${job.id}/revert/plan?to=two`)).body).toMatchObject({
      to: 'two',
      effects: [{ task: 'two/list' }, { task: 'two/create' }],
    });
  });

  it('names what others changed since, as the revert then leaves it', async () => {
    const job = await platform.jobs.run(document());
    const patch = { op: 'add', path: '/two', value: 'else' };
    await ask(job.sharedStateURL!, { method: 'PATCH', body: patch });
    const { body } = await planOf(job.id);
    expect(body.state).toMatchObject([
      { pointer: '/two', outcome: 'changed-since' },
      { pointer: '/one', outcome: 'restored' },
    ]);
    expect(body.notUndoable).toEqual([{ what: 'two/two', reason: 'others changed what the step left there' }]);
    await platform.jobs.act(job.id, 'revert');
    expect(await platform.jobs.ended(job.id)).toMatchObject({ status: 'reverted' });
    expect((await ask<object>(job.sharedStateURL!)).body).toEqual({ two: 'else' });
  });

  it('is refused where a revert is', async () => {
    const job = await platform.jobs.run(document());
    expect(await planOf(job.id, { to: 'three' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await planOf(job.id, { until: 'two' })).toMatchObject({ status: 400 });
    expect((await planOf('none')).status).toBe(404);
    const open = { steps: [{ name: 'gate', approval: true, tasks: [task('create')] }] };
    const { body } = await platform.jobs.post('/jobs', open);
    expect(await planOf(body.jobId)).toMatchObject({ status: 409, body: { error: expect.stringContaining('cancel') } });
  });
});
