import { jobIn, type JsonBlock, jsonBlocks } from '../support/documented';
import { until } from '../support/until';
import { Platform } from './support/platform';

const GUIDES = [
  'write-a-job',
  'job-documents',
  'state',
  'waiting',
  'failure-and-undo',
  'when-a-task-fails',
  'finding-services',
];
/** How jobs end that do not complete. */
const ENDS: Record<string, string> = { fails: 'failed' };

interface Example {
  where: string;
  name: string;
  text: string;
  /** What the block after the job says that it leaves in its state document. */
  leaves?: object;
}

const isState = (block: JsonBlock | undefined) => block !== undefined && jobIn(block) === undefined;

function examplesOf(guide: string): Example[] {
  const blocks = jsonBlocks(`docs/guide/${guide}.md`);
  return blocks.flatMap((block, index) => {
    const job = jobIn(block);
    const next = blocks[index + 1];
    if (job === undefined) return [];
    const leaves = isState(next) ? { leaves: JSON.parse(next!.text) as object } : {};
    return [{ where: block.where, name: job.name ?? '', text: block.text, ...leaves }];
  });
}

interface Job {
  status: string;
  waitingFor?: { kind: string; step: string; signal?: string };
  pausedBecause?: { task: string };
  sharedStateURL?: string;
}

interface Plan {
  steps: { tasks: { service?: object; skippedBecause?: string; action: string }[] }[];
}

describe('the jobs of the guides', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start(['examples/designs/todo.json']);
    await platform.service('examples/plain-service/greeter.mjs', { PORT: '0' });
  }, 60_000);
  afterAll(() => platform.stop());

  const call = async <T>(path: string, body?: string): Promise<T> => {
    const url = path.startsWith('http') ? path : `${platform.urls['job-control']}${path}`;
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const response = await fetch(url, body === undefined ? {} : post);
    return (await response.json()) as T;
  };
  it('meet errors whose type is the address of a page, whichever app responds', async () => {
    for (const url of Object.values(platform.urls)) {
      const { type } = await call<{ type: string }>(`${url}/nothing`);
      expect(type).toBe(`${url}/errors/not-found`);
      expect(await (await fetch(type)).text()).toMatch(/^# Not found: `not-found`\n/);
    }
  });

  it('define what the guide of definitions defines, without a warning, and start it with what comes next', async () => {
    const [definition, start, nested] = jsonBlocks('docs/guide/definitions.md');
    const at = `${platform.urls['job-control']}/definitions/todo-of-customer`;
    const put = () =>
      fetch(at, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: definition!.text });
    const [made, again] = [await put(), await put()];
    expect([made.status, again.status]).toEqual([201, 200]);
    expect(await made.json()).not.toHaveProperty('warnings');
    const { steps } = await call<Plan>(`${at}/plan`, start!.text);
    expect(steps.flatMap(({ tasks }) => tasks)).toMatchObject([{ service: expect.any(Object) as object }]);
    const job = await call<Job>(`${at}/jobs?wait=true`, start!.text);
    expect(job).toMatchObject({ status: 'completed', definition: { name: 'todo-of-customer', version: 1 } });
    expect(await call(job.sharedStateURL!)).toMatchObject({ customer: 'acme' });
    expect(await call('/jobs?wait=true', nested!.text)).toMatchObject({ status: 'completed' });
  });

  const examples = GUIDES.flatMap(examplesOf);

  it('are found', () => expect(examples.length).toBeGreaterThan(15));

  it.each(examples)('$where, $name: has a service for every task, ends and leaves what the guide says', async (one) => {
    // Only the port differs: the platform of a test takes any that is free.
    const text = one.text.replace('http://127.0.0.1:4500', platform.urls['shared-state']);
    const { steps } = await call<Plan>('/jobs/plan', text);
    const tasks = steps.flatMap((step) => step.tasks);
    // A task with `of` goes to the instance of the task it names.
    const lost = tasks.filter(
      ({ service, skippedBecause, action }) => !service && !skippedBecause && action === 'execute',
    );
    expect(lost).toEqual([]);
    const { jobId } = await call<{ jobId: string }>('/jobs', text);
    let job: Job = { status: 'accepted' };
    await until(async () => {
      job = await call<Job>(`/jobs/${jobId}`);
      if (job.waitingFor?.kind === 'approval')
        await call(`/jobs/${jobId}/approve`, JSON.stringify({ step: job.waitingFor.step }));
      if (job.waitingFor?.kind === 'signal')
        await call(`/jobs/${jobId}/signals/${job.waitingFor.signal}`, JSON.stringify({ order: 17 }));
      if (job.pausedBecause) {
        const { task } = job.pausedBecause;
        await call(`/jobs/${jobId}/continue`, JSON.stringify({ skip: [task], reason: 'done by hand' }));
      }
      return !['accepted', 'running', 'paused', 'reverting'].includes(job.status);
    });
    expect(job).toMatchObject({ status: ENDS[one.name] ?? 'completed' });
    if (one.leaves) expect(await call(job.sharedStateURL!)).toMatchObject(one.leaves);
  });
});
