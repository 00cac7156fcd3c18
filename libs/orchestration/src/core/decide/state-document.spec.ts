import { given } from '../testing/given';
import { createTask, jobOf, TestJob } from '../testing/test-job';

const reads = (pointer: string, fields: object = {}) => ({
  tag: 'todo',
  input: { v: { $fromState: pointer } },
  ...fields,
});
const storing = { ...createTask, storeResultAt: '/a' };

describe('the state document', () => {
  it('is read once for a whole step, before anything of it starts', () => {
    const job = TestJob.of(jobOf([reads('/a'), reads('/b'), createTask]));
    expect(job.effects.map(({ kind }) => kind)).toEqual(['read-state']);
    expect(
      job
        .readState({ a: 1, b: 2 })
        .bind()
        .pending('call')
        .map(({ body }) => body),
    ).toMatchObject([{ v: 1 }, { v: 2 }, {}]);
  });

  it('is read before every task of a sequential step that needs it', () => {
    const job = TestJob.of(jobOf({ mode: 'sequential', tasks: [reads('/a'), createTask, reads('/b')] }));
    expect(job.pending('read-state')).toMatchObject([{ task: 0 }]);
    job.readState({ a: 1 }).call().call();
    expect(job.pending('read-state')).toMatchObject([{ task: 2 }]);
  });

  it('without a wanted value fails the task, names the pointer, and nothing is sent', () => {
    const job = TestJob.of(jobOf([reads('/gone')])).readState({});
    expect(job.state).toMatchObject({
      status: 'failed',
      failure: { code: 'state-value-missing', message: 'the state document has no value at "/gone"' },
    });
  });

  it('without a wanted value leaves the member out for the older /run-job, with a warning', () => {
    const job = TestJob.of(jobOf([reads('/gone')]), { lenient: true })
      .readState({})
      .bind();
    expect(job.pending('call')[0]?.body).not.toHaveProperty('v');
    expect(job.state.warnings).toEqual([expect.stringContaining('"/gone"')]);
  });

  it('decides whether a step or a task runs', () => {
    const step = TestJob.of(jobOf({ when: { exists: '/x' }, tasks: [createTask] })).readState({});
    expect(step.state.steps[0]).toMatchObject({ phase: 'skipped', skippedBecause: 'its condition does not hold' });
    expect(
      TestJob.of(jobOf([{ ...createTask, when: { exists: '/x' } }]))
        .readState({})
        .unit(),
    ).toMatchObject({ phase: 'skipped' });
  });

  it('that stays out of reach fails the step, and what was done is undone', () => {
    const job = TestJob.of(jobOf([createTask], [reads('/a')])).call();
    job.send({ type: 'state-failed', step: 1, message: 'connection refused' });
    expect(job.state.failure).toMatchObject({ code: 'state-unavailable' });
    expect(job.pending('bind')).toMatchObject([{ undo: true, unit: { step: 0 } }]);
  });
});

describe('a step that begins in the moment in which the job’s own write was confirmed', () => {
  const written = (next: object) =>
    TestJob.of(jobOf([storing], next))
      .call(201)
      .readState({})
      .writeState();
  const [seen, asked] = [100, 0];
  const ages = (job: TestJob) => job.pending('read-state').map(({ maxAgeMs }) => maxAgeMs);

  it('finds the document as that response tells, be it a patch or the making of it', () => {
    expect(ages(written({ tasks: [reads('/a')] }))).toEqual([seen]);
    expect(ages(written({ when: { exists: '/a' }, tasks: [reads('/a')] }))).toEqual([seen]);
    expect(ages(TestJob.of(jobOf([reads('/a')])))).toEqual([seen]);
  });

  it('asks again once that moment is over: after its condition, an approval, or a pause', () => {
    expect(ages(written({ when: { exists: '/a' }, tasks: [reads('/a')] }).readState({ a: 1 }))).toEqual([asked]);
    expect(ages(written({ approval: true, tasks: [reads('/a')] }).request('approve'))).toEqual([asked]);
    const paused = TestJob.of(jobOf([storing], [reads('/a')]))
      .call(201)
      .readState({})
      .request('pause')
      .writeState();
    expect(ages(paused.wait(1).continue())).toEqual([asked]);
  });

  it('and no other: services may have written it meanwhile', () => {
    expect(ages(TestJob.of(jobOf([createTask], [reads('/a')])).call(201))).toEqual([asked]);
  });
});

describe('the one patch of a step', () => {
  const settled = () => TestJob.of(jobOf([storing])).call(201);

  it('is on disk with what it replaces before it leaves', () => {
    const job = settled().readState({ a: 'old' }, '"7"');
    expect(job.pending('write-state')).toMatchObject([
      { durable: true, etag: '"7"', writes: [{ path: '/a', existed: true, previous: 'old' }] },
    ]);
    expect(job.writeState().state.status).toBe('completed');
  });

  it('is planned anew after a concurrent write, under a new key', () => {
    const job = settled().readState({ a: 'old' });
    const [first] = job.pending('write-state');
    job.send({ type: 'state-conflict', step: 0, key: first?.idempotencyKey ?? '' });
    expect(job.pending('read-state')).toMatchObject([{ maxAgeMs: 0 }]);
    const [second] = job.readState({ a: 'new' }, '"2"').pending('write-state');
    expect(second).toMatchObject({ etag: '"2"', writes: [{ previous: 'new' }] });
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey);
  });

  it('is settled before undoing begins, and then taken back', () => {
    const job = settled().readState({}).request('cancel');
    expect(job.state.phase).toBe('draining');
    expect(job.writeState().readState({ a: {} }).pending('take-back-state')).toHaveLength(1);
  });

  it('of which it is unknown whether it arrived is taken back all the same', () => {
    const job = settled().readState({});
    job.send({ type: 'state-failed', step: 0, message: 'time-out' });
    expect(job.readState({ a: {} }, '"2"').pending('take-back-state')).toHaveLength(1);
  });

  it('that is refused fails the step, and there is nothing to take back', () => {
    const job = settled().readState({});
    const key = job.pending('write-state')[0]?.idempotencyKey ?? '';
    job.send({ type: 'state-refused', step: 0, key, message: 'too large' });
    expect(job.state.failure).toMatchObject({ code: 'state-refused' });
    expect(job.pending('take-back-state')).toEqual([]);
  });

  it('that has no place in the document fails the step', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/a/b' }]))
      .call(201)
      .readState({ a: 1 });
    expect(job.state.failure).toMatchObject({ code: 'state-conflict' });
  });

  it('is not moved by a response to another', () => {
    given(settled().readState({}).events).when({ type: 'state-written', step: 0, key: 'another' }).then();
  });
});

it('is not awaited by a job that is killed or stopped while it is prepared', () => {
  const preparing = () => TestJob.of({ ...jobOf([createTask]), initialState: {} }, { prepared: false });
  expect(preparing().effects).toMatchObject([{ kind: 'prepare-state', durable: true }]);
  expect(preparing().request('cancel').state.status).toBe('cancelled');
});
