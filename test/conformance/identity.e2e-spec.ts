import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

describe('the identity of a call', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({}, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  /** A job of one task that works, and one after it that fails: so that there is an execute and a revert. */
  const undone = async (service: ModelService, input: object) => {
    const failing = await platform.service();
    failing.script('execute', { status: 400 });
    const tasks = (tag: string, body: object) => [{ tag, input: body }];
    const steps = [{ tasks: tasks(service.tag, input) }, { tasks: tasks(failing.tag, {}) }];
    return platform.jobs.run({ onUnknown: 'repeat', steps });
  };

  it.each(['forms', 'links'] as const)('stands in the headers of every call, of dialect %s', async (dialect) => {
    const service = await platform.service({ dialect });
    service.script('execute', { reset: true });
    const { id } = await undone(service, { key: 'k' });
    expect(service.received.map(({ verb }) => verb)).toEqual(['execute', 'repeat', 'revert']);
    const ids = service.received.map(({ headers }) => [headers['idempotency-key'], headers['request-id']]).flat();
    expect(new Set(ids).size).toBe(1);
    for (const { headers, method } of service.received) {
      expect(method).toBe('POST');
      expect(headers).toMatchObject({
        'request-id': expect.stringMatching(/.+/),
        'correlation-id': id,
        'content-type': 'application/json',
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/),
      });
    }
    const traces = service.received.map(({ headers }) => String(headers.traceparent).split('-')[1]);
    expect(new Set(traces).size).toBe(1);
  });

  it('stands in the metadata of a command message: the author’s own is kept, ours wins', async () => {
    const service = await platform.service();
    const input = {
      command: 'create',
      resource: 'todo',
      id: 't1',
      payload: { title: 'x' },
      metadata: { author: 'me', requestId: 'mine', jobId: 'mine' },
    };
    const { id } = await undone(service, input);
    const [execute, revert] = service.received;
    const requestId = execute?.headers['request-id'];
    expect(execute?.body).toEqual({ ...input, metadata: { author: 'me', requestId, jobId: id } });
    const executed = { status: 200, result: { result: { key: 't1', id: 't1' } } };
    expect(revert?.body).toEqual({ ...input, metadata: { author: 'me', requestId, jobId: id, executed } });
  });

  it('stands at the top level of a plain input', async () => {
    const service = await platform.service();
    await undone(service, { hello: 'world', requestId: 'mine' });
    const [execute, revert] = service.received;
    expect(execute?.body).toEqual({ hello: 'world', requestId: execute?.headers['request-id'] });
    expect(revert?.body).toEqual(execute?.body);
  });

  it('of a repeat that settles an unknown outcome says so', async () => {
    const service = await platform.service();
    service.script('execute', { reset: true });
    await platform.jobs.run({
      steps: [{ tasks: [{ tag: service.tag, input: { command: 'create', resource: 'todo' } }] }],
    });
    const [execute, repeat] = service.received;
    expect(execute?.headers.settles).toBeUndefined();
    expect(repeat).toMatchObject({
      verb: 'repeat',
      headers: { settles: 'true' },
      body: { metadata: { settles: true } },
    });
  });

  it('of a step of mode repeat does not claim to settle anything', async () => {
    const service = await platform.service();
    const tasks = [{ tag: service.tag, input: { command: 'update', resource: 'todo', id: 'a', payload: {} } }];
    await platform.jobs.run({ steps: [{ mode: 'repeat', tasks }] });
    const [repeat] = service.received;
    expect(repeat?.verb).toBe('repeat');
    expect([repeat?.headers.settles, (repeat?.body.metadata as { settles?: boolean }).settles]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('of a create without id has one, the same for every attempt and for the revert', async () => {
    const service = await platform.service();
    service.script('execute', { reset: true });
    await undone(service, { command: 'create', resource: 'todo', payload: {} });
    const ids = service.received.map(({ body }) => body.id);
    expect(ids).toEqual([expect.any(String), ids[0], ids[0]]);
  });

  it('of a create without id has another one in another job', async () => {
    const service = await platform.service();
    const tasks = [{ tag: service.tag, input: { command: 'create', resource: 'todo', payload: {} } }];
    await platform.jobs.run({ steps: [{ tasks }] });
    await platform.jobs.run({ steps: [{ tasks }] });
    expect(new Set(service.received.map(({ body }) => body.id)).size).toBe(2);
    expect(new Set(service.received.map(({ requestId }) => requestId)).size).toBe(2);
  });

  it('is another one for every task, every item of a forEach, and every rerun', async () => {
    const service = await platform.service();
    const { tag } = service;
    const job = await platform.jobs.run({
      steps: [
        {
          tasks: [
            { tag, input: {} },
            { tag, input: {} },
          ],
        },
      ],
    });
    await platform.jobs.act(job.id, 'rerun');
    await platform.jobs.until(job.id, ({ status, run }) => status === 'completed' && run === 2);
    const executes = service.calls('execute').map(({ requestId }) => requestId);
    expect(new Set(executes).size).toBe(4);
    expect(new Set(service.calls('revert').map(({ requestId }) => requestId))).toEqual(new Set(executes.slice(0, 2)));
  });
});
