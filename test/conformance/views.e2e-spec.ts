import type { TaskView } from '#contract';
import { ask, type Reply } from '../support/http';
import { tasksOf } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

const MIB = 1024 * 1024;

describe('the view of a large job', () => {
  let platform: Platform;
  let service: ModelService;
  const large = { text: 'x'.repeat(600_000) };

  beforeAll(async () => {
    platform = await Platform.start();
    service = await platform.service();
  }, 60_000);
  afterAll(() => platform.stop());

  const size = async (path: string) => (await fetch(`${platform.url('job-control')}${path}`)).text();

  it('gives results by address where there are too many bytes of them, whatever the names are', async () => {
    service.behave = () => ({ body: large });
    const task = { tag: service.tag, input: {} };
    const name = 'a/b & ü';
    const job = await platform.jobs.run({
      steps: [{ name, tasks: [1, 2, 3].map((n) => ({ ...task, name: `${n}/ö` })) }],
    });
    expect(Buffer.byteLength(await size(`/jobs/${job.id}`))).toBeLessThan(MIB);
    const left = Object.values(tasksOf(job)).filter(({ resultHref }) => resultHref !== undefined);
    expect(left).toHaveLength(2);
    for (const { resultHref } of left) expect((await ask(resultHref!)).body).toEqual(large);
    expect((await platform.jobs.post(`/jobs/${job.id}/revert`)).body).not.toHaveProperty('steps');
  });

  it('shows the first tasks of a wide step, and lists all of them a page at a time', async () => {
    service.behave = () => ({ body: {} });
    const tasks = [{ tag: service.tag, forEach: { $fromState: '/list' }, input: { i: { $index: true } } }];
    const initialState = { list: Array.from({ length: 700 }, (_, index) => index) };
    const { id, steps } = await platform.jobs.run({ initialState, steps: [{ name: 'wide', tasks }] });
    expect(steps[0]).toMatchObject({ taskCount: 700 });
    const seen: string[] = [];
    let url: string | undefined = `${steps[0]!.tasksHref}?limit=300`;
    while (url !== undefined) {
      const { body, headers }: Reply<TaskView[]> = await ask<TaskView[]>(url);
      seen.push(...body.map(({ address }) => address));
      const next: string | undefined = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      url = next === undefined ? undefined : platform.url('job-control') + next;
    }
    expect(seen).toEqual(initialState.list.map((index) => `wide/task-1/${index}`));
    expect((await platform.jobs.ask(`/jobs/${id}/results/wide/task-1/699`)).status).toBe(200);
  }, 60_000);

  it.each([
    ['/steps/not/tasks', 404],
    ['/steps/one/tasks?limit=0', 400],
    ['/results/not/task-1', 404],
    ['/results/one/not', 404],
    ['/results/one/task-1/0', 404],
    ['/results/two/task-1', 409],
  ])('says what is wrong with %s', async (path, status) => {
    service.behave = ({ body }) => (body.bad ? { status: 422 } : { body: {} });
    const step = (name: string, bad: boolean) => ({ name, tasks: [{ tag: service.tag, input: { bad } }] });
    const { id } = await platform.jobs.run({ steps: [step('one', false), step('two', true)] });
    expect((await platform.jobs.ask(`/jobs/${id}${path}`)).status).toBe(status);
  });
});

describe('the history of a job with large bodies', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()), 60_000);
  afterAll(() => platform.stop());

  it('comes in pages of less than a MiB, and an event that is larger by address', async () => {
    const service = await platform.service();
    service.behave = () => ({ body: { text: 'x'.repeat(1_020_000) } });
    const task = { tag: service.tag, input: { text: 'y'.repeat(200_000) } };
    const { id } = await platform.jobs.run({ steps: [{ tasks: [task, task, task, task] }] });
    const types: string[] = [];
    let path: string | undefined = `/jobs/${id}/events?bodies=true`;
    while (path !== undefined) {
      const response: globalThis.Response = await fetch(platform.url('job-control') + path);
      const text = await response.text();
      expect(Buffer.byteLength(text)).toBeLessThan(MIB);
      for (const event of JSON.parse(text) as { seq: number; type: string; href?: string; result?: unknown }[]) {
        types.push(event.type);
        expect(types).toHaveLength(event.seq);
        if (event.href === undefined) continue;
        const { body } = await ask<{ seq: number; type: string }>(event.href);
        expect(body).toMatchObject({ seq: event.seq, type: event.type });
        expect(JSON.stringify(body).length).toBeGreaterThan(1_000_000);
      }
      path = /<([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(types.at(-1)).toBe('job-ended');
    expect((await platform.jobs.ask(`/jobs/${id}/events/${types.length + 1}`)).status).toBe(404);
    expect((await platform.jobs.ask(`/jobs/${id}/events/x`)).status).toBe(400);
  });
});
