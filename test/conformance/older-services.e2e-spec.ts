import { ask } from '../support/http';
import { onlyTask } from '../support/job-control';
import type { Ledger, Order, Outcome } from '../support/ledger';
import { Platform } from '../support/platform';

/** Records by their id, as services kept them before request ids existed: repeat overwrites, revert deletes. */
class Records implements Ledger {
  readonly doubled = new Set<string>();

  constructor(readonly titles: Record<string, string> = {}) {}

  apply({ verb, body }: Order): Outcome {
    const { command, id, payload } = body as { command: string; id: string; payload?: { title: string } };
    const there = Object.hasOwn(this.titles, id);
    if (command === 'read') return there ? ok({ id, title: this.titles[id] }) : MISSING;
    if (verb === 'revert') return this.revert(id, there);
    if (verb === 'execute' && there) return { status: 409, body: { error: `there is a ${id}` } };
    this.titles[id] = payload?.title ?? '';
    return ok({ id, title: this.titles[id] });
  }

  net(key: string): number {
    return Object.hasOwn(this.titles, key) ? 1 : 0;
  }

  private revert(id: string, there: boolean): Outcome {
    if (!there) return MISSING;
    delete this.titles[id];
    return ok({ status: 'reverted' });
  }
}

/** Its repeat returns the last response once more, whichever call that was for. */
class ReplaysLast extends Records {
  private last: Outcome = MISSING;

  override apply(order: Order): Outcome {
    if (order.verb === 'repeat') return this.last;
    if (order.verb === 'revert') return ok({ status: 'reverted' });
    return (this.last = ok({ quote: order.body.of }));
  }
}

/** Its revert does nothing, and says so. */
class RevertsNothing extends Records {
  override apply(order: Order): Outcome {
    return order.verb === 'revert' ? ok({ status: 'noop' }) : super.apply(order);
  }
}

const MISSING: Outcome = { status: 404, body: { error: 'there is no such record' } };
const ok = (body: unknown): Outcome => ({ status: 200, body });

const READS = [{ command: 'create' }, { command: 'read', safe: true }];
const NO_READ = [{ command: 'create' }];

describe('a service that keeps no request ids', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()));
  afterAll(() => platform.stop());

  const create = (id: string) => ({ command: 'create', resource: 'order', id, payload: { title: 'ours' } });
  /** One task; then, in a second step, one that fails for good. */
  const runThenFail = async (task: object) => {
    const failing = await platform.service();
    failing.script('execute', { status: 422, body: { error: 'no stock' } });
    return platform.jobs.run({ steps: [{ tasks: [task] }, { tasks: [{ tag: failing.tag, input: {} }] }] });
  };

  describe('and may have held the record that a create names', () => {
    it.each([
      ['offers no read', { affordances: NO_READ }],
      ['describes itself by links', { dialect: 'links' as const }],
    ])('is neither repeated nor reverted where it %s: the record stays, and is listed as open', async (_, options) => {
      const ledger = new Records({ 'order-7': 'theirs' });
      const service = await platform.service({ ...options, ledger });
      service.script('execute', { hang: true });
      const job = await platform.jobs.run({
        steps: [{ tasks: [{ tag: service.tag, input: create('order-7'), timeoutMs: 300 }] }],
      });
      expect(job.status).toBe('needs-attention');
      expect(job.openEffects).toMatchObject([{ reason: expect.stringContaining('neither repeated nor reverted') }]);
      expect(onlyTask(job)).toMatchObject({ effectBecause: expect.stringContaining('cannot be settled') });
      expect(ledger.titles).toEqual({ 'order-7': 'theirs' });
      expect([service.calls('repeat'), service.calls('revert')]).toEqual([[], []]);
    });

    it('is asked with read: what is found stays as it is, also when an operator continues', async () => {
      const ledger = new Records({ 'order-7': 'theirs' });
      const service = await platform.service({ affordances: READS, ledger });
      service.script('execute', { hang: true });
      const job = await platform.jobs.run({
        steps: [{ tasks: [{ tag: service.tag, input: create('order-7'), timeoutMs: 300 }] }],
      });
      expect(job.openEffects).toMatchObject([{ reason: expect.stringContaining('may be older than the job') }]);
      const [asked, probe] = service.calls('execute');
      expect(probe?.body).toMatchObject({ command: 'read', resource: 'order', id: 'order-7' });
      expect(probe?.headers['idempotency-key']).not.toBe(asked?.headers['idempotency-key']);
      await platform.jobs.act(job.id, 'continue');
      expect((await platform.jobs.ended(job.id)).status).toBe('needs-attention');
      expect(ledger.titles).toEqual({ 'order-7': 'theirs' });
    });

    it('is called again where nothing is found', async () => {
      const ledger = new Records();
      const service = await platform.service({ affordances: READS, ledger });
      service.script('execute', { hang: true, effect: false });
      const job = await platform.jobs.run({
        steps: [{ tasks: [{ tag: service.tag, input: create('order-8'), timeoutMs: 300 }] }],
      });
      expect(job.status).toBe('completed');
      expect(onlyTask(job).attempts.map(({ action }) => action)).toEqual(['execute', 'read', 'execute']);
      expect(ledger.titles).toEqual({ 'order-8': 'ours' });
    });

    it('is repeated where the id is job-control’s own', async () => {
      const service = await platform.service({ affordances: READS, ledger: new Records() });
      service.script('execute', { status: 500, effect: true });
      const input = { command: 'create', resource: 'order', payload: { title: 'ours' } };
      const job = await platform.jobs.run({ steps: [{ tasks: [{ tag: service.tag, input }] }] });
      expect(job.status).toBe('completed');
      expect(service.calls('repeat')).toHaveLength(1);
    });
  });

  describe('and replays its last call', () => {
    it('never lends another call’s values to a task of plain input', async () => {
      const service = await platform.service({ dialect: 'links', ledger: new ReplaysLast() });
      service.script('execute', {}, { status: 500, body: { error: 'out of quotes' } });
      const quote = (of: string) => ({ tag: service.tag, input: { of }, storeResultAt: `/${of}` });
      const job = await platform.jobs.run({ steps: [{ tasks: [quote('first')] }, { tasks: [quote('second')] }] });
      expect(job).toMatchObject({
        status: 'failed',
        error: { task: 'step-2/task-1', code: 'outcome-unknown', status: 500 },
      });
      expect(job.error?.message).toBe('responded with 500: out of quotes');
      expect(service.calls('repeat')).toEqual([]);
      expect(service.calls('revert')).toHaveLength(2);
    });

    it('is repeated where the author says that it may be', async () => {
      const service = await platform.service({ dialect: 'links' });
      service.script('execute', { status: 500, effect: true });
      const tasks = [{ tag: service.tag, input: { key: 'k' } }];
      expect((await platform.jobs.run({ onUnknown: 'repeat', steps: [{ tasks }] })).status).toBe('completed');
      expect(service.calls('repeat')).toHaveLength(1);
    });
  });

  describe('and reverts nothing', () => {
    it('leaves a confirmed create open', async () => {
      const ledger = new RevertsNothing();
      const service = await platform.service({ dialect: 'links', ledger });
      const job = await runThenFail({ tag: service.tag, input: create('order-9') });
      expect(job.status).toBe('needs-attention');
      expect(job.error?.message).toBe('responded with 422: no stock');
      expect(job.openEffects).toMatchObject([
        { task: 'step-1/task-1', reason: expect.stringContaining('nothing was undone') },
      ]);
    });

    it('is taken at its word for anything else, and nothing calls that undone', async () => {
      const service = await platform.service({ dialect: 'links', ledger: new RevertsNothing() });
      const job = await runThenFail({ tag: service.tag, input: { text: 'hello' } });
      const said = `nothing to undo, says ${service.name}`;
      expect(job).toMatchObject({ status: 'failed', openEffects: [] });
      expect(job.nothingToUndo).toMatchObject([{ task: 'step-1/task-1', reason: said }]);
      expect(job.steps[0]).toMatchObject({
        status: 'nothing-to-undo',
        tasks: [{ undo: { state: 'noop', reason: said } }],
      });
      const { body: events } = await ask<object[]>(`${platform.url('job-control')}/jobs/${job.id}/events`);
      expect(events.at(-1)).toMatchObject({ type: 'job-ended', nothingToUndo: ['step-1/task-1'] });
    });
  });

  it('is sent with a revert its response to the execute', async () => {
    const service = await platform.service({ affordances: READS, ledger: new Records() });
    const job = await runThenFail({ tag: service.tag, input: create('order-10') });
    expect(job.status).toBe('failed');
    expect(service.calls('revert')).toMatchObject([
      { body: { metadata: { executed: { status: 200, result: { id: 'order-10', title: 'ours' } } } } },
    ]);
  });

  it('that responds to a revert with a page, though its forms promise JSON, has not responded', async () => {
    const service = await platform.service({ affordances: READS, ledger: new Records() });
    service.script('revert', { status: 200, body: '<h1>Sign in</h1>', type: 'text/html', effect: false });
    const job = await runThenFail({ tag: service.tag, input: create('order-11') });
    expect(job.status).toBe('failed');
    expect(service.calls('revert')).toHaveLength(2);
  });

  it('is told of in the plan: what would be believed, and why', async () => {
    const [older, modern] = [
      await platform.service({ affordances: READS, ledger: new Records() }),
      await platform.service(),
    ];
    const inputs = [create('order-12'), { text: 'plain' }];
    const tasks = [older, modern].flatMap(({ tag }) => inputs.map((input) => ({ tag, input })));
    const { body } = await platform.jobs.post<{ steps: { tasks: object[] }[] }>('/jobs/plan', { steps: [{ tasks }] });
    expect(body.steps[0]?.tasks).toMatchObject([
      { ifUnknown: expect.stringContaining('asked for with read') },
      { ifUnknown: expect.stringMatching(/^cannot be settled: .* keeps no request ids/) },
      { ifUnknown: expect.stringMatching(/^settled by repeat: .* keeps request ids/) },
      { ifUnknown: expect.stringMatching(/^settled by repeat/), ifUndone: expect.stringContaining('does not say') },
    ]);
  });
});
