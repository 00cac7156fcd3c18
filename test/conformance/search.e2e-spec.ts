import type { DefinitionView, JobEvent, JobSummary, JobView } from '#contract';
import type { Reply } from '../support/http';
import type { JobControlBody } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('labels and search', () => {
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

  /** A customer of this test alone. */
  const customer = () => `acme-${++count}`;
  const job = (labels: object, more: object = {}) => ({
    name: 'stay',
    labels,
    steps: [{ name: 'book', tasks: [{ name: 'room', tag: service.tag, input: {} }] }],
    ...more,
  });
  const list = async (query: string): Promise<JobSummary[]> => {
    const found: JobSummary[] = [];
    let path: string | undefined = `/jobs?${query}`;
    while (path !== undefined) {
      const { body, headers }: Reply<JobSummary[]> = await platform.jobs.ask(path);
      found.push(...body);
      path = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    return found;
  };
  const ids = async (query: string) => (await list(query)).map(({ id }) => id);

  it('labels stand in the view, the list and every event, and find the job', async () => {
    const labels = { customer: customer(), 'team/unit': 'a:b c' };
    const done = await platform.jobs.run(job(labels));
    expect(done.labels).toEqual(labels);
    const query = `label=customer:${labels.customer}&label=${encodeURIComponent('team/unit:a:b c')}`;
    expect(await list(query)).toMatchObject([{ id: done.id, labels }]);
    expect(await ids(`label=customer:${labels.customer}&label=env:prod`)).toEqual([]);
    const { body: history } = await platform.jobs.ask<JobEvent[]>(`/jobs/${done.id}/events`);
    for (const event of history) expect(event).toMatchObject({ labels });
    expect(await platform.jobs.run(job({}))).not.toHaveProperty('labels');
  });

  it('filters combine, also with part of a name or of an error, over pages', async () => {
    const label = `label=customer:${customer()}`;
    const labels = { customer: label.slice(15) };
    const fine = await platform.jobs.run(job(labels));
    const named = await platform.jobs.run(job(labels, { name: 'Winter Stay' }));
    service.behave = () => ({ status: 422, body: { error: 'No Room Left' } });
    const failed = await platform.jobs.run(job(labels));
    expect(failed.status).toBe('failed');
    expect(await ids(`${label}&limit=1`)).toEqual([failed.id, named.id, fine.id]);
    expect(await ids(`${label}&status=failed`)).toEqual([failed.id]);
    expect(await ids(`${label}&status=failed,completed&name=stay`)).toEqual([failed.id, fine.id]);
    expect(await ids(`${label}&q=room%20left`)).toEqual([failed.id]);
    expect(await ids(`${label}&q=WINTER&since=${named.createdAt}`)).toEqual([named.id]);
    expect(await ids(`${label}&until=${fine.createdAt}`)).toEqual([fine.id]);
  });

  it('is refused where it is not written as it must be, with every pointer', async () => {
    for (const query of ['label=acme', 'label=:acme', 'label=a%20b:c', `${'label=a:b&'.repeat(33)}`, 'q=']) {
      const { status, body } = await platform.jobs.ask<JobControlBody>(`/jobs?${query}`);
      expect([query, status, body.errors?.length]).toEqual([query, 400, 1]);
    }
    const { status, body } = await platform.jobs.post('/jobs', job({ 'a b': 'x', ok: 1 }));
    expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([422, ['/labels/a b', '/labels/ok']]);
  });

  it('definitions have labels of their own, and give their jobs those of the document, of the inputs and of the start', async () => {
    const who = customer();
    const schema = { type: 'object', properties: { env: { type: 'string' } }, required: ['env'] };
    const definition = {
      labels: { team: who },
      inputs: schema,
      job: job({ customer: 'some', env: { $input: '/env' } }),
    };
    const put = (name: string, body: object) =>
      platform.jobs.ask<DefinitionView & JobControlBody>(`/definitions/${name}`, { method: 'PUT', body });
    expect(await put(`${who}-a`, definition)).toMatchObject({ status: 201, body: { labels: { team: who } } });
    expect(await put(`${who}-b`, { ...definition, labels: { team: who, x: '1' } })).toMatchObject({ status: 201 });
    expect(await put(`${who}-c`, { ...definition, labels: { 'a b': '' } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/labels/a b' }] },
    });
    const listed = async (query: string) =>
      (await platform.jobs.ask<DefinitionView[]>(`/definitions?${query}`)).body.map(({ name }) => name);
    expect(await listed(`label=team:${who}`)).toEqual([`${who}-a`, `${who}-b`]);
    expect(await listed(`label=team:${who}&label=x:1`)).toEqual([`${who}-b`]);
    const start = (body: object) => platform.jobs.post(`/definitions/${who}-a/jobs?wait=true`, body);
    const { body: made } = await start({ inputs: { env: 'prod' }, labels: { customer: who } });
    expect(made).toMatchObject({ status: 'completed', labels: { customer: who, env: 'prod' } });
    expect(await ids(`label=customer:${who}&definition=${who}-a`)).toEqual([made.id]);
    expect((await start({ inputs: { env: 'x'.repeat(256) } })).body.errors).toMatchObject([{ pointer: '/inputs/env' }]);
    expect((await start({ inputs: { env: 'x' }, labels: { 'a b': 'x' } })).body.errors).toMatchObject([
      { pointer: '/labels/a b' },
    ]);
  });

  it('lists the versions of a definition, newest first, a page at a time', async () => {
    const name = customer();
    for (const description of ['one', 'two', 'three']) {
      const body = { description, job: job({}) };
      expect((await platform.jobs.ask(`/definitions/${name}`, { method: 'PUT', body })).status).toBe(201);
    }
    const { body, headers } = await platform.jobs.ask<DefinitionView[]>(`/definitions/${name}/versions?limit=2`);
    expect(body).toMatchObject([
      { version: 3, description: 'three' },
      { version: 2, description: 'two' },
    ]);
    const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    expect((await platform.jobs.ask(next!)).body).toMatchObject([{ version: 1, description: 'one' }]);
    expect((await platform.jobs.ask(`/definitions/${name}-none/versions`)).status).toBe(404);
  });

  it('is there for an inner job and after a stop', async () => {
    const labels = { customer: customer() };
    const payload = job({ customer: `${labels.customer}-inner` });
    const inner = { resource: 'job', input: { command: 'create', resource: 'job', payload } };
    const outer: JobView = await platform.jobs.run(job(labels, { steps: [{ name: 'inner', tasks: [inner] }] }));
    expect(outer.status).toBe('completed');
    await platform.down('job-control');
    await platform.up('job-control');
    expect(await ids(`label=customer:${labels.customer}`)).toEqual([outer.id]);
    expect(await list(`label=customer:${labels.customer}-inner`)).toMatchObject([{ status: 'completed' }]);
    expect((await platform.jobs.get(outer.id)).labels).toEqual(labels);
  }, 60_000);
});
