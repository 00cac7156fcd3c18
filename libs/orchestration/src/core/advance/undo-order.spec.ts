import { createTask, jobOf, TestJob, TARGET, NO_RESPONSE } from '../testing/test-job';

const undone = (job: TestJob) =>
  job.pending('bind').map(({ unit, undo }) => (undo ? `${unit.step}/${unit.task}` : 'forward'));

describe('undoing', () => {
  it('goes step by step, newest first, and waits for every revert of a step', () => {
    const job = TestJob.of(jobOf([createTask], [createTask, createTask], [createTask]))
      .call()
      .call()
      .call()
      .revert();
    expect(undone(job)).toEqual(['2/0']);
    job.call();
    expect(undone(job)).toEqual(['1/0', '1/1']);
    job.bind();
    const [one, other] = job.pending('call');
    const response = (call: typeof one) => {
      if (call)
        job.send({ type: 'responded', ...call.unit, requestId: call.requestId, undo: true, attempt: 1, response: OK });
    };
    response(one);
    expect(undone(job)).toEqual([]);
    response(other);
    expect(undone(job)).toEqual(['0/0']);
  });

  it('goes in reverse order within a sequential step, one after another', () => {
    const job = TestJob.of(jobOf({ mode: 'sequential', tasks: [createTask, createTask, createTask] }))
      .call()
      .call()
      .call()
      .revert();
    expect(undone(job)).toEqual(['0/2']);
    expect(undone(job.call())).toEqual(['0/1']);
    expect(undone(job.call())).toEqual(['0/0']);
    expect(job.call().state.status).toBe('reverted');
  });

  it('is not stopped by a revert that fails, in its step or before it', () => {
    const job = TestJob.of(jobOf([createTask], [createTask]))
      .call()
      .call()
      .revert()
      .call(405);
    expect(undone(job)).toEqual(['0/0']);
    expect(job.call().state.status).toBe('needs-attention');
  });

  it('undoes what succeeded and what is unknown, and not what did nothing', () => {
    const job = TestJob.of(jobOf([createTask, { ...createTask, retry: { maxAttempts: 1 } }, createTask])).bind();
    const [one, two, three] = job.pending('call');
    const tell = (call: typeof one, response: NonNullable<Parameters<TestJob['respond']>[0]>) => {
      if (!call || typeof response === 'number') throw new Error('no call');
      job.send({ type: 'responded', ...call.unit, requestId: call.requestId, undo: false, attempt: 1, response });
    };
    tell(three, { kind: 'responded', status: 422, body: { kind: 'empty' }, bytes: 0 });
    tell(one, OK);
    tell(two, NO_RESPONSE);
    expect(undone(job)).toEqual(['0/0', '0/1']);
  });

  it('begins when every call in flight has its response, and nothing new starts meanwhile', () => {
    const job = TestJob.of(jobOf([createTask, createTask], [createTask]))
      .bind()
      .request('cancel');
    expect(job.state).toMatchObject({ phase: 'draining', status: 'reverting' });
    expect(job.effects.map(({ kind }) => kind)).toEqual(['call', 'call']);
    expect(undone(job.respond(201))).toEqual(['0/0', '0/1']);
  });

  it('looks for no instance any more, and ignores one that was found too late', () => {
    const job = TestJob.of(jobOf([createTask, createTask]));
    const [one, other] = job.pending('bind').map(({ unit }) => unit);
    const found = (unit: typeof one) => unit && job.send({ type: 'bound', ...unit, undo: false, target: TARGET });
    found(one);
    job.request('cancel');
    expect(job.pending('bind')).toEqual([]);
    found(other);
    expect(job.pending('call')).toMatchObject([{ unit: one }]);
    expect(undone(job.respond(201))).toEqual(['0/0']);
  });

  it('takes back what the step wrote before it reverts the step', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/a' }]))
      .call(201)
      .readState({ a: 'old' })
      .writeState()
      .revert();
    expect(job.pending('read-state')).toMatchObject([{ durable: false, maxAgeMs: 0 }]);
    expect(undone(job.readState({ a: {} }, '"2"'))).toEqual([]);
    expect(job.pending('take-back-state')).toMatchObject([
      { durable: true, etag: '"2"', operations: [{ op: 'replace', path: '/a', value: 'old' }] },
    ]);
    expect(undone(job.takeBackState())).toEqual(['0/0']);
    expect(job.call().state).toMatchObject({ warnings: [], steps: [{ kept: [], write: { phase: 'taken-back' } }] });
  });

  it('leaves what others changed since, says so, and goes on', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/a' }]))
      .call(201)
      .readState({})
      .writeState()
      .revert()
      .readState({ a: 'theirs' });
    expect(undone(job)).toEqual(['0/0']);
    expect(job.call().state).toMatchObject({
      status: 'reverted',
      warnings: [expect.stringMatching(/^state-not-taken-back: .*"step-1".*"\/a"/)],
      steps: [{ kept: ['/a'] }],
    });
  });

  it('plans anew after a concurrent write, and never sends an old plan again', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/log/-' }]))
      .call(201)
      .readState({ log: [] })
      .writeState()
      .revert()
      .readState({ log: [{}] }, '"2"');
    const [first] = job.pending('take-back-state');
    expect(first).toMatchObject({ operations: [{ op: 'remove', path: '/log/0' }] });
    job.send({ type: 'state-take-back-conflict', step: 0, key: first?.idempotencyKey ?? '' });
    job.readState({ log: ['theirs', {}] }, '"3"');
    const [second] = job.pending('take-back-state');
    expect(second).toMatchObject({ etag: '"3"', operations: [{ op: 'remove', path: '/log/1' }] });
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey);
  });

  it('sends the very same patch again when it was lost on the way: what went cannot go twice', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/log/-' }]))
      .call(201)
      .readState({ log: [] })
      .writeState()
      .revert()
      .readState({ log: [{}, {}] }, '"3"');
    const sent = job.pending('take-back-state');
    expect(job.send({ type: 'recovered' }).pending('take-back-state')).toEqual(sent);
    job.send({ type: 'state-not-taken-back', step: 0, message: 'time-out' }).call();
    expect(job.continue().pending('take-back-state')).toEqual(sent);
  });

  it('has nothing to take back where the document still is as it was before the write without response', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/log/-' }]))
      .call(201)
      .readState({ log: [] }, '"1"')
      .send({ type: 'state-failed', step: 0, message: 'time-out' })
      .readState({ log: [] }, '"1"');
    expect(undone(job)).toEqual(['0/0']);
    expect(job.state.warnings).toEqual([]);
  });

  it('leaves the document open when it cannot be taken back, and continue tries again', () => {
    const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/a' }]))
      .call(201)
      .readState({})
      .writeState()
      .revert();
    job.send({ type: 'state-not-taken-back', step: 0, message: 'gone' }).call();
    expect(job.state.status).toBe('needs-attention');
    expect(job.continue().readState({ a: {} }).takeBackState().state.status).toBe('reverted');
  });
});

const OK = { kind: 'responded', status: 200, body: { kind: 'empty' }, bytes: 0 } as const;

describe('a task `of` another', () => {
  const steps = (...modes: string[]) =>
    TestJob.of(jobOf([createTask], ...modes.map((mode) => ({ mode, tasks: [{ of: 'step-1/task-1' }] }))));

  it('reuses its ids, body and instance', () => {
    const job = TestJob.of(jobOf([createTask], { mode: 'revert', tasks: [{ of: 'step-1/task-1' }] })).bind();
    const [execute] = job.pending('call');
    expect(job.respond().bind().pending('call')).toMatchObject([
      {
        call: { action: 'revert' },
        body: execute?.body,
        requestId: execute?.requestId,
        target: execute?.target,
        undo: false,
      },
    ]);
  });

  it('is skipped when that one did not run', () => {
    const job = TestJob.of(
      jobOf([{ ...createTask, enabled: false }], { mode: 'revert', tasks: [{ of: 'step-1/task-1' }] }),
    );
    expect(job.state.status).toBe('completed');
    expect(job.unit(1)).toMatchObject({ phase: 'skipped', skippedBecause: 'the task it refers to did not run' });
  });

  it('that reverted it leaves nothing to undo', () => {
    const job = steps('revert').call().call().revert();
    expect(job.state.status).toBe('reverted');
    expect(job.unit().undo).toMatchObject({ reason: 'already reverted by step-2/task-1' });
  });

  it('that repeated it after that makes it due for undo again', () => {
    expect(undone(steps('revert', 'repeat').call().call().call().revert())).toEqual(['0/0']);
  });

  it('that may have repeated it after that makes it due for undo again, and a 404 will do', () => {
    const job = steps('revert', 'repeat').call().call().bind().request('cancel').respond(NO_RESPONSE);
    expect(undone(job)).toEqual(['0/0']);
    expect(job.call(404).state.status).toBe('cancelled');
  });

  it('whose revert has an unknown outcome is reverted again, and a 404 will do', () => {
    const job = steps('revert').call().bind().request('cancel').respond(NO_RESPONSE);
    expect(undone(job)).toEqual(['0/0']);
    expect(job.call(404).state.status).toBe('cancelled');
  });

  it('that reverted it in the run before is not forgotten in the next', () => {
    const job = steps('revert').call().call().rerun('step-2').call(404);
    expect(job.state.status).toBe('failed');
    expect(job.unit()).toMatchObject({ effect: 'none', undo: { phase: 'not-needed' } });
  });
});
