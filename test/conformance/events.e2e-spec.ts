import type { JobEvent } from '#contract';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';
import { EventStream } from '../support/event-stream';
import { until } from '../support/until';

describe('the history of a job', () => {
  let platform: Platform;
  let service: ModelService;
  const streams: EventStream[] = [];
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  beforeEach(async () => (service = await platform.service()));
  afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
  afterAll(() => platform.stop());

  const document = () => ({
    name: 'told',
    steps: [{ tasks: [{ tag: service.tag, input: { secret: 'x' } }] }, { tasks: [{ tag: service.tag }] }],
  });
  const history = async (id: string, query = '') =>
    (await platform.jobs.ask<JobEvent[]>(`/jobs/${id}/events${query}`)).body;
  const listen = async (id: string, headers: Record<string, string> = {}) => {
    const stream = await EventStream.open(`${platform.jobs.url}/jobs/${id}/events`, headers);
    streams.push(stream);
    return stream;
  };
  const numbers = (events: { seq: number }[]) => events.map(({ seq }) => seq);
  const theEnd = (seq: number, status: string) => ({ id: '', event: 'end', data: { seq, type: 'end', status } });
  const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

  it('is an array in order, without gaps, and names steps and tasks', async () => {
    const { id, version } = await platform.jobs.run(document());
    const events = await history(id);
    expect(numbers(events)).toEqual(upTo(version));
    expect(events[0]).toMatchObject({ type: 'job-accepted', at: expect.stringMatching(/Z$/) });
    expect(events).toContainEqual(expect.objectContaining({ step: 'step-1', task: 'step-1/task-1' }));
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('is paged by after, limit and Link', async () => {
    const { id, version } = await platform.jobs.run(document());
    const found: number[] = [];
    for (let next: string | null = `/jobs/${id}/events?limit=3`; next !== null;) {
      const response: Response = await fetch(new URL(next, platform.jobs.url));
      found.push(...numbers((await response.json()) as JobEvent[]));
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
    }
    expect(found).toEqual(upTo(version));
    expect(numbers(await history(id, `?after=${version - 1}`))).toEqual([version]);
  });

  it('only grows: what was told stays', async () => {
    const { id } = await platform.jobs.run(document());
    const before = await history(id);
    await platform.jobs.act(id, 'revert');
    await platform.jobs.until(id, ({ status }) => status === 'reverted');
    const after = await history(id);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('is a stream that tells what happened and what happens, and ends with the job', async () => {
    const release = service.hold('execute');
    const id = await platform.jobs.submit(document());
    const stream = await listen(id);
    expect(stream.type).toContain('text/event-stream');
    await stream.until((events) => events.some(({ event }) => event === 'attempt-started'));
    expect(stream.ended).toBe(false);
    release();
    await stream.end();
    const { version } = await platform.jobs.get(id);
    const told = stream.events.slice(0, -1);
    expect(told.map(({ id: seq }) => Number(seq))).toEqual(upTo(version));
    expect(told.map(({ data }) => data)).toEqual(await history(id));
    expect(stream.events.at(-1)).toEqual(theEnd(version, 'completed'));
  });

  it('as a stream resumes after Last-Event-ID', async () => {
    const { id, version } = await platform.jobs.run(document());
    const stream = await listen(id, { 'last-event-id': '4' });
    await stream.end();
    expect(stream.events.slice(0, -1).map(({ id: seq }) => Number(seq))).toEqual(upTo(version).slice(4));
    expect(stream.events.at(-1)).toEqual(theEnd(version, 'completed'));
  });

  it('as a stream is 204 once a job has ended and was read to the end, so that a browser stops', async () => {
    const { id, version } = await platform.jobs.run(document());
    const stream = await listen(id, { 'last-event-id': String(version) });
    await stream.end();
    expect([stream.status, stream.events]).toEqual([204, []]);
  });

  it('as a stream goes on for a client that returns when the job goes on after its end', async () => {
    const { id, version } = await platform.jobs.run(document());
    await platform.jobs.act(id, 'revert');
    const stream = await listen(id, { 'last-event-id': String(version) });
    await stream.end();
    const now = await platform.jobs.get(id);
    expect(stream.events.map(({ id: seq }) => Number(seq || now.version))).toEqual([
      ...upTo(now.version).slice(version),
      now.version,
    ]);
    expect(stream.events.at(-1)).toEqual(theEnd(now.version, 'reverted'));
  });

  it('resumes without gap or repetition when job-control was killed and started again', async () => {
    service.script('execute', { hang: true, effect: true });
    const id = await platform.jobs.submit(document());
    const first = await listen(id);
    await first.until((events) => events.some(({ event }) => event === 'attempt-started'));
    await platform.down('job-control');
    await first.end();
    await platform.up('job-control');
    const second = await listen(id, { 'last-event-id': first.events.at(-1)?.id ?? '' });
    await second.end();
    const { version, status } = await platform.jobs.get(id);
    expect(status).toBe('completed');
    expect([...first.events, ...second.events.slice(0, -1)].map(({ id: seq }) => Number(seq))).toEqual(upTo(version));
  });

  it('does not keep job-control from stopping in time, nor does a wait for the end of a job', async () => {
    service.script('execute', { hang: true, effect: true });
    const waiting = platform.jobs.post('/jobs?wait=true', document());
    const accepted = async () => (await platform.jobs.ask<{ id: string }[]>('/jobs?status=running')).body[0]?.id;
    const id = await until(async () => service.received.length > 0 && accepted());
    const stream = await listen(id);
    const began = Date.now();
    expect((await platform.down('job-control', 'SIGTERM'))?.code).toBe(0);
    expect(Date.now() - began).toBeLessThan(25_000);
    await stream.end();
    const { status, body } = await waiting;
    expect([status, body]).toMatchObject([503, { code: 'unavailable', jobId: id }]);
    await platform.up('job-control');
    expect((await platform.jobs.ended(id)).status).toBe('completed');
  }, 60_000);

  it.each(['after=x', 'limit=0'])('refuses %s with 400', async (query) => {
    const { id } = await platform.jobs.run(document());
    expect((await platform.jobs.ask(`/jobs/${id}/events?${query}`)).status).toBe(400);
  });
});
