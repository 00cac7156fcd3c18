import type { JobPlanView, JobSummary, JobView } from '#contract';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

const MAX_DEPTH = 4;

describe('a definition that a task of another job starts', () => {
  let platform: Platform;
  let service: ModelService;
  let count = 0;
  beforeAll(async () => {
    platform = await Platform.start({ JOB_MAX_DEPTH: String(MAX_DEPTH) });
    service = await platform.service();
    service.behave = () => ({ body: {} });
  }, 60_000);
  afterAll(() => platform.stop());

  const inputs = {
    type: 'object',
    properties: { guest: { type: 'string' }, nights: { type: 'integer', default: 2 }, note: {} },
    required: ['guest'],
    additionalProperties: false,
  };
  const booking = () => ({
    inputs,
    job: { steps: [{ tasks: [{ tag: service.tag, input: { who: { $input: '/guest' }, n: { $input: '/nights' } } }] }] },
  });
  const defined = async (body: unknown = booking()) => {
    const name = `stay-${++count}`;
    expect((await platform.jobs.ask(`/definitions/${name}`, { method: 'PUT', body })).status).toBe(201);
    return name;
  };
  const sentBy = ({ jobId }: Pick<JobView, 'jobId'>) =>
    service.calls('execute').find(({ headers }) => headers['correlation-id'] === jobId)?.body;
  const within = (payload: object, more: object = {}) => ({
    ...more,
    steps: [
      {
        name: 'inner',
        tasks: [
          {
            name: 'job',
            resource: 'job',
            serviceName: 'job-control',
            input: { command: 'create', resource: 'job', payload },
          },
        ],
      },
    ],
  });
  const innerOf = ({ steps }: JobView) =>
    platform.jobs.get((steps[0]!.tasks[0]!.result as { result: { jobId: string } }).result.jobId);

  it('take their inputs from its state, and are undone with it', async () => {
    const name = await defined();
    const outer = await platform.jobs.run(
      within({ definition: name, inputs: { guest: { $fromState: '/guest' } } }, { initialState: { guest: 'Eve' } }),
    );
    const inner = await innerOf(outer);
    expect([outer.status, inner.definition]).toEqual(['completed', { name, version: 1 }]);
    expect(outer.steps[0]!.tasks[0]!.definition).toBe(name);
    const plan = await platform.jobs.ask<JobPlanView>('/jobs/plan', {
      method: 'POST',
      body: within({ definition: name }),
    });
    expect(plan.body.steps[0]!.tasks[0]!.definition).toBe(name);
    expect(sentBy(inner)).toMatchObject({ who: 'Eve', n: 2 });
    await platform.jobs.act(outer.id, 'revert');
    expect(await platform.jobs.ended(outer.id)).toMatchObject({ status: 'reverted' });
    expect(await platform.jobs.ended(inner.id)).toMatchObject({ status: 'reverted' });
  });

  it('may be parts of definitions themselves', async () => {
    const inner = await defined();
    const job = within({ definition: inner, inputs: { guest: { $input: '/who' } } });
    const schema = { type: 'object', properties: { who: { type: 'string' } }, required: ['who'] };
    const name = await defined({ inputs: schema, job });
    const { body: outer } = await platform.jobs.post(`/definitions/${name}/jobs?wait=true`, { inputs: { who: 'Zoe' } });
    expect(sentBy(await innerOf(outer))).toMatchObject({ who: 'Zoe' });
  });

  it.each<[string, object]>([
    ['with inputs that do not match', { inputs: { guest: 1 } }],
    ['with a secret among the inputs', { inputs: { guest: 'Ann', note: { $secret: 'none' } } }],
    ['with a version that is not there', { inputs: { guest: 'Ann' }, version: 7 }],
    ['with what stands in no start', { inputs: { guest: 'Ann' }, steps: [] }],
  ])('%s make no job, and fail the task', async (_, more) => {
    const name = await defined();
    const outer = await platform.jobs.run(within({ definition: name, ...more }));
    expect([outer.status, outer.openEffects]).toEqual(['failed', []]);
    expect((await platform.jobs.ask<JobSummary[]>(`/jobs?definition=${name}`)).body).toEqual([]);
  });

  it('that starts itself ends where a job is inside of as many as may be, and all are undone', async () => {
    const name = `self-${++count}`;
    const job = within({ definition: name });
    job.steps.unshift({ name: 'before', tasks: [{ tag: service.tag, input: { who: name } }] } as never);
    expect((await platform.jobs.ask(`/definitions/${name}`, { method: 'PUT', body: { job } })).status).toBe(201);
    const { body: outermost } = await platform.jobs.post(`/definitions/${name}/jobs?wait=true`, {});
    expect([outermost.status, outermost.openEffects]).toEqual(['failed', []]);
    const { body: jobs } = await platform.jobs.ask<JobSummary[]>(`/jobs?definition=${name}`);
    expect(jobs.map(({ status }) => status)).toEqual(Array.from({ length: MAX_DEPTH + 1 }, () => 'failed'));
    const reverted = service.calls('revert').filter(({ body }) => body.who === name);
    expect(new Set(reverted.map(({ requestId }) => requestId)).size).toBe(MAX_DEPTH + 1);
    const innermost = await platform.jobs.get(jobs[0]!.jobId);
    expect(innermost.error).toMatchObject({ code: 'refused', message: expect.stringContaining('JOB_MAX_DEPTH') });
  });

  it('are planned without a warning', async () => {
    const plan = () =>
      platform.jobs.post<{ warnings: string[] }>('/jobs/plan', within({ definition: 'any', inputs: {} }));
    expect((await plan()).body.warnings.filter((text) => text.includes('requires'))).toEqual([]);
  });
});
