import { tasksOf } from '../support/job-control';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

const SOON_MS = 300;

describe('a job that waits', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => (platform = await Platform.start()));
  beforeEach(async () => (service = await platform.service()));
  afterAll(() => platform.stop());

  const task = () => ({ tag: service.tag, input: { key: 'k' } });
  const paid = (more: object = {}) => ({ name: 'paid', waitFor: { signal: 'payment', ...more } });
  const waiting = (id: string) => platform.jobs.until(id, (job) => job.waitingFor !== undefined);
  const send = (id: string, name: string, body?: unknown, key?: string) =>
    platform.jobs.ask(`/jobs/${id}/signals/${name}`, {
      method: 'POST',
      // A text is sent as it is.
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    });

  describe('for a time', () => {
    it('goes on when it is over, and says until when it waits', async () => {
      const began = Date.now();
      const id = await platform.jobs.submit({
        steps: [{ name: 'pause', wait: { seconds: 0.5 } }, { tasks: [task()] }],
      });
      const { waitingFor, steps } = await waiting(id);
      expect(waitingFor).toEqual({
        kind: 'timer',
        step: 'pause',
        since: expect.any(String),
        until: expect.any(String),
      });
      expect(Date.parse(waitingFor!.until!) - Date.parse(waitingFor!.since)).toBe(500);
      expect(steps[0]).toMatchObject({ status: 'waiting', waitingFor: `until ${waitingFor!.until}`, tasks: [] });
      expect(service.received).toEqual([]);
      expect((await platform.jobs.ended(id)).status).toBe('completed');
      expect(Date.now() - began).toBeGreaterThanOrEqual(500);
    });

    it('takes the time from the state document', async () => {
      const at = new Date(Date.now() + SOON_MS).toISOString();
      const job = await platform.jobs.run({
        initialState: { at },
        steps: [{ wait: { until: { $fromState: '/at' } } }, { tasks: [task()] }],
      });
      expect(job.status).toBe('completed');
      expect(Date.parse(job.completedAt!)).toBeGreaterThanOrEqual(Date.parse(at));
    });

    it('fails where the state document has none, and undoes what was done', async () => {
      const until = { $fromState: '/at' };
      const job = await platform.jobs.run({
        initialState: { at: 'soon' },
        steps: [{ tasks: [task()] }, { wait: { until } }],
      });
      expect(job).toMatchObject({
        status: 'failed',
        error: { code: 'state-value-missing', message: expect.stringContaining('"/at"') },
      });
      expect(service.ledger.net('k')).toBe(0);
    });
  });

  describe('for a signal', () => {
    it('goes on with it, stores its body, and takes that back', async () => {
      const id = await platform.jobs.submit({
        initialState: {},
        steps: [paid({ storeResultAt: [{ targetPath: '/paid/amount', sourcePath: '/amount' }] }), { tasks: [task()] }],
      });
      expect((await waiting(id)).waitingFor).toMatchObject({ kind: 'signal', step: 'paid', signal: 'payment' });
      expect(await send(id, 'payment', { amount: 3 })).toMatchObject({ status: 202, body: { id } });
      const job = await platform.jobs.ended(id);
      expect(job.status).toBe('completed');
      expect(job.steps[0]).toMatchObject({ stateWrites: [{ pointer: '/paid/amount', outcome: 'written' }] });

      await platform.jobs.act(id, 'revert');
      const reverted = await platform.jobs.until(id, ({ status }) => status === 'reverted');
      expect(reverted.steps[0]).toMatchObject({ status: 'reverted', stateWrites: [{ outcome: 'taken-back' }] });
    });

    it('takes one that came before, without a body too, and shows it until then', async () => {
      const release = service.hold('execute');
      const id = await platform.jobs.submit({
        initialState: {},
        steps: [{ tasks: [task()] }, paid({ storeResultAt: '/x' })],
      });
      await platform.jobs.until(id, () => service.received.length === 1);
      expect((await send(id, 'payment')).status).toBe(202);
      expect((await platform.jobs.get(id)).keptSignals).toEqual([{ name: 'payment', receivedAt: expect.any(String) }]);
      release();
      const job = await platform.jobs.ended(id);
      expect(job.status).toBe('completed');
      expect(job).not.toHaveProperty('keptSignals');
    });

    it.each([0, false, null, 'text', [1], { a: { b: null } }])('takes any JSON, such as %j', async (body) => {
      const id = await platform.jobs.submit({
        initialState: {},
        steps: [paid({ storeResultAt: '/x' }), { tasks: [{ ...task(), input: { x: { $fromState: '/x' } } }] }],
      });
      expect((await send(id, 'payment', body)).status).toBe(202);
      expect((await platform.jobs.ended(id)).status).toBe('completed');
      expect(service.received[0]?.body.x).toEqual(body);
    });

    it('fails when the time is over, and undoes what was done', async () => {
      const job = await platform.jobs.run({ steps: [{ tasks: [task()] }, paid({ timeoutSeconds: 0.2 })] });
      expect(job).toMatchObject({ status: 'failed', error: { code: 'signal-timeout' } });
      expect(Object.values(tasksOf(job))[0]).toMatchObject({ undo: { state: 'acknowledged' } });
    });

    it('counts a signal once per Idempotency-Key, also when the job has ended', async () => {
      const id = await platform.jobs.submit({ steps: [paid(), paid({}), { ...paid(), name: 'again' }].slice(1) });
      await waiting(id);
      expect((await send(id, 'payment', 1, 'k1')).status).toBe(202);
      expect((await send(id, 'payment', 1, 'k1')).status).toBe(202);
      expect((await platform.jobs.get(id)).waitingFor?.step).toBe('again');
      expect(await send(id, 'payment', 2, 'k1')).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
      expect((await send(id, 'payment', 2, 'k2')).status).toBe(202);
      expect((await platform.jobs.ended(id)).status).toBe('completed');
      expect((await send(id, 'payment', 2, 'k2')).status).toBe(202);
      expect(await send(id, 'payment', 3)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    });

    it('refuses what no step waits for, what is too large, and more than it keeps', async () => {
      const id = await platform.jobs.submit({ steps: [{ wait: { seconds: 60 } }, paid()] });
      expect(await send(id, 'other')).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining('"payment"') },
      });
      expect(await send('missing', 'payment')).toMatchObject({ status: 404 });
      expect(await send(id, 'payment', 'x'.repeat(70_000))).toMatchObject({
        status: 413,
        body: { code: 'payload-too-large' },
      });
      const all = await Promise.all(Array.from({ length: 100 }, (_, n) => send(id, 'payment', n)));
      expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 202));
      expect(await send(id, 'payment')).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('keeps 100') },
      });
      expect((await platform.jobs.get(id)).keptSignals).toHaveLength(100);
      await platform.jobs.act(id, 'kill');
    });

    it('tells of it in its history, without its body and key unless bodies are asked for', async () => {
      const id = await platform.jobs.submit({ steps: [paid()] });
      await waiting(id);
      await send(id, 'payment', { card: '4711' }, 'k1');
      await platform.jobs.ended(id);
      const { body: events } = await platform.jobs.ask<{ type: string }[]>(`/jobs/${id}/events`);
      expect(JSON.stringify(events)).not.toMatch(/4711|k1/);
      expect(events).toContainEqual(expect.objectContaining({ type: 'signal-received', name: 'payment' }));
      expect(events).toContainEqual(expect.objectContaining({ type: 'step-signalled', step: 'paid' }));
      const { body: whole } = await platform.jobs.ask(`/jobs/${id}/events?bodies=true`);
      expect(JSON.stringify(whole)).toContain('4711');
    });
  });

  it('is found by what it waits for', async () => {
    const document = (name: string, step: object) => ({ name, steps: [{ name: 's', description: 'why', ...step }] });
    const ids = await Promise.all([
      platform.jobs.submit(document('w1', { wait: { seconds: 60 } })),
      platform.jobs.submit(document('w2', { waitFor: { signal: 'x' } })),
      platform.jobs.submit(document('w3', { approval: true, wait: { seconds: 60 } })),
    ]);
    await Promise.all(ids.map(waiting));
    const found = async (kind: string) => {
      const { body } = await platform.jobs.ask<{ id: string; waitingFor: object }[]>(
        `/jobs?waitingFor=${kind}&limit=1000`,
      );
      return body.filter(({ id }) => ids.includes(id));
    };
    expect(await found('timer')).toMatchObject([
      { id: ids[0], waitingFor: { kind: 'timer', step: 's', description: 'why', until: expect.any(String) } },
    ]);
    expect(await found('signal')).toMatchObject([{ id: ids[1], waitingFor: { kind: 'signal', signal: 'x' } }]);
    expect(await found('approval')).toMatchObject([{ id: ids[2], waitingFor: { kind: 'approval' } }]);
    expect((await platform.jobs.ask('/jobs?waitingFor=retry')).status).toBe(400);
    await platform.jobs.act(ids[2], 'approve');
    expect(await found('timer')).toHaveLength(2);
    for (const id of ids) await platform.jobs.act(id, 'cancel');
    expect(await found('timer')).toEqual([]);
  });

  it('is refused with every pointer where a step has tasks and waits', async () => {
    const { status, body } = await platform.jobs.post('/jobs', {
      steps: [{ tasks: [task()], wait: { seconds: 1 }, waitFor: { signal: 'a' } }],
    });
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['/steps/0/wait', '/steps/0/waitFor']);
  });

  it('is planned: the plan says what the step waits for', async () => {
    const steps = [
      { wait: { seconds: 60 } },
      paid({ timeoutSeconds: 5 }),
      { wait: { until: '2030-01-01T00:00:00Z' } },
      { enabled: false, wait: { seconds: 1 } },
    ];
    const { status, body } = await platform.jobs.post<{ steps: { waitsFor?: string }[] }>('/jobs/plan', { steps });
    expect(status).toBe(200);
    expect(body.steps.map(({ waitsFor }) => waitsFor)).toEqual([
      '60 s',
      'the signal "payment", for up to 5 s',
      'until 2030-01-01T00:00:00.000Z',
      undefined,
    ]);
  });

  it('may be a definition, whose inputs say for what', async () => {
    const definition = {
      inputs: {
        type: 'object',
        required: ['name', 's'],
        properties: { name: { type: 'string' }, s: { type: 'number' } },
      },
      job: { steps: [{ wait: { seconds: { $input: '/s' } } }, { waitFor: { signal: { $input: '/name' } } }] },
    };
    const defined = await platform.jobs.ask('/definitions/waits', { method: 'PUT', body: definition });
    expect(defined.status).toBe(201);
    const { status, body } = await platform.jobs.post('/definitions/waits/jobs', { inputs: { name: 'go', s: 0 } });
    expect(status).toBe(202);
    expect((await send(body.jobId, 'go')).status).toBe(202);
    expect((await platform.jobs.ended(body.jobId)).status).toBe('completed');
    const bad = await platform.jobs.post('/definitions/waits/jobs', { inputs: { name: 'no name', s: -1 } });
    expect(bad).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/inputs/s' }, { pointer: '/inputs/name' }] },
    });
  });
});
