import { Platform } from '../support/platform';
import { until } from '../support/until';
import { itRuns } from './support/large-job-cases';

describe('a job of many units, at a size that is soon tested', () => {
  describe('in many steps', () => itRuns({ steps: 20, items: 500, mostMiB: 300 }));
  describe('in one', () => itRuns({ steps: 1, items: 10_000, mostMiB: 300 }));
});

it('while the open jobs have too many units, new ones are refused for now; reverts are not', async () => {
  const platform = await Platform.start({ JOB_MAX_OPEN_UNITS: '5' });
  try {
    const service = await platform.service();
    const task = { tag: service.tag, input: { key: 1 } };
    const small = { steps: [{ tasks: [task] }] };
    const { jobId } = await platform.jobs.run(small);
    const release = service.hold('execute');
    const items = [1, 2, 3, 4, 5];
    const each = { ...task, forEach: { $fromState: '/items' } };
    const large = await platform.jobs.submit({ initialState: { items }, steps: [{ tasks: [each] }] });
    await until(() => service.calls('execute').length === 1 + items.length, { what: 'the calls of the large job' });
    const refused = await platform.jobs.post('/jobs', small);
    expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await platform.jobs.act(jobId, 'revert')).status).toBe(202);
    expect((await platform.jobs.ended(jobId)).status).toBe('reverted');
    release();
    expect((await platform.jobs.ended(large)).status).toBe('completed');
    expect((await platform.jobs.post('/jobs', small)).status).toBe(202);
  } finally {
    await platform.stop();
  }
}, 120_000);
