import { responded, createTask, jobOf, listTask, NOT_SENT, TestJob, TARGET, NO_RESPONSE } from '../testing/test-job';
import { type BindEffect } from '../model/effects';
import { openEffects } from '../undo/open-effects';

/** One task, done; then the job is asked to be reverted. */
const reverting = () =>
  TestJob.of(jobOf([createTask]))
    .call(201)
    .revert()
    .bind();

describe('a revert', () => {
  it('sends the same body and ids to where the execute went, and the response to that', () => {
    const job = TestJob.of(jobOf([createTask])).bind();
    const [execute] = job.pending('call');
    const [revert] = job
      .respond(responded(201, { id: 7 }))
      .revert()
      .bind()
      .pending('call');
    const { metadata, ...body } = execute?.body as { metadata: object };
    expect(revert).toMatchObject({ undo: true, call: { action: 'revert' }, requestId: execute?.requestId });
    expect(revert?.body).toEqual({
      ...body,
      metadata: { ...metadata, executed: { status: 201, result: { id: 7 } } },
    });
    expect(revert?.target).toEqual(execute?.target);
  });

  it('tells the response to the execute also where the job could not use it', () => {
    const task = { ...createTask, storeResultAt: { targetPath: '/a', sourcePath: 'nowhere' } };
    const job = TestJob.of(jobOf([task])).call(responded(200, { id: 7 }));
    expect(job.bind().pending('call')).toMatchObject([
      { undo: true, body: { metadata: { executed: { status: 200, result: { id: 7 } } } } },
    ]);
  });

  it('leaves out a result that is longer than what a service may be expected to take', () => {
    const job = TestJob.of(jobOf([createTask])).call(responded(201, 'x'.repeat(70_000)));
    const [revert] = job.revert().bind().pending('call');
    expect(revert?.body).toMatchObject({ metadata: { executed: { status: 201 } } });
    expect(revert?.body).not.toHaveProperty('metadata.executed.result');
  });

  it.each([
    ['none', NO_RESPONSE],
    ['a failure', responded(500)],
  ])('has nothing to tell of an outcome that is unknown, after %s for a response', (_, response) => {
    const [revert] = TestJob.of(jobOf([{ ...createTask, onUnknown: 'undo' }]))
      .call(response)
      .bind()
      .pending('call');
    expect(revert).toMatchObject({ undo: true });
    expect(revert?.body).not.toHaveProperty('metadata.executed');
  });

  it('of a plain input sends that and nothing else', () => {
    const job = TestJob.of(jobOf([{ tag: 'todo', input: { text: 'x' } }])).bind();
    const [execute] = job.pending('call');
    const [revert] = job.respond(200).revert().bind().pending('call');
    expect(revert?.body).toEqual(execute?.body);
  });

  it('that did nothing leaves a confirmed create open', () => {
    const job = reverting().respond(responded(200, { status: 'noop' }));
    expect(job.state.status).toBe('needs-attention');
    expect(openEffects(job.state)).toMatchObject([{ reason: expect.stringContaining('nothing was undone') }]);
  });

  it('that found nothing to undo of any other call ends the job, which says so and calls nothing undone', () => {
    const job = TestJob.of(jobOf([{ tag: 'todo', input: { text: 'x' } }]))
      .call(200)
      .revert()
      .call(responded(200, { status: 'noop' }));
    expect(job.state.status).toBe('reverted');
    expect(job.unit().undo).toMatchObject({ phase: 'noop', reason: 'nothing to undo, says todo-service' });
    expect(job.events.at(-1)).toMatchObject({ type: 'job-ended', nothingToUndo: ['step-1/task-1'] });
  });

  it('that is acknowledged ends the job as reverted', () => {
    expect(reverting().respond(200).state.status).toBe('reverted');
  });

  it('waits longer and longer between its attempts, and gives up after about three minutes', () => {
    const job = reverting();
    const waits: number[] = [];
    while (job.state.status === 'reverting') {
      job.respond(503);
      const [wake] = job.pending('wake');
      if (!wake) break;
      waits.push(wake.at - job.now);
      job.wait(wake.at - job.now).bind();
    }
    expect(waits).toHaveLength(4);
    expect(waits.every((wait, index) => index === 0 || wait > (waits[index - 1] ?? 0))).toBe(true);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(150_000);
    expect(job.state.status).toBe('needs-attention');
    expect(openEffects(job.state)).toMatchObject([
      { task: 'step-1/task-1', reason: 'responded with 503', service: 'todo-service' },
    ]);
  });

  it('that never left does not make a later 404 an acknowledgement', () => {
    const job = reverting().respond(NOT_SENT).wait(60_000).bind().respond(404);
    expect(job.state.status).toBe('needs-attention');
  });

  it('that the service was too busy for does not either', () => {
    const job = reverting().respond(responded(429)).wait(60_000).bind().respond(404);
    expect(job.state.status).toBe('needs-attention');
  });

  it.each([429, 503, 202])('with response %d waits no longer than the policy does', (status) => {
    const undoRetry = { maxAttempts: 3, initialIntervalMs: 100, maxIntervalMs: 1_000 };
    const job = TestJob.of(jobOf([{ ...createTask, undoRetry }]))
      .call(201)
      .revert()
      .call(responded(status, {}, { retryAfterMs: 999_999_999 }));
    expect(job.pending('wake')).toEqual([{ kind: 'wake', at: job.now + 1_000 }]);
  });

  it('without response does', () => {
    expect(reverting().respond(NO_RESPONSE).wait(60_000).bind().respond(404).state.status).toBe('reverted');
  });

  it('is asked for where the service says, and sent again when that fails', () => {
    const job = reverting()
      .respond(responded(202, {}, { location: '/undo/1' }))
      .wait(60_000);
    expect(job.bind().pending('call')).toMatchObject([{ undo: true, call: { action: 'poll', pollUrl: '/undo/1' } }]);
    expect(job.respond(500).wait(60_000).pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('is sent again where the place to ask for it is not there any more', () => {
    const job = reverting()
      .respond(responded(202, {}, { location: '/undo/1' }))
      .wait(60_000);
    const [{ unit, action }] = job.pending('bind') as [BindEffect];
    expect(action).toBe('revert');
    job.send({
      type: 'bound',
      ...unit,
      undo: true,
      target: { ...TARGET, registryId: 'r2', url: 'http://elsewhere' },
    });
    expect(job.bind().pending('call')).toMatchObject([{ undo: true, call: { action: 'revert' } }]);
  });

  it('that is under way is asked for in the same place, however often, and spends no attempt', () => {
    const job = reverting().respond(responded(202, {}, { location: '/undo/1' }));
    for (let n = 0; n < 20; n++) job.wait(600_000).call(202);
    job.wait(600_000);
    expect(job.bind().pending('call')).toMatchObject([{ undo: true, call: { action: 'poll', pollUrl: '/undo/1' } }]);
    expect(job.respond(200).state.status).toBe('reverted');
  });

  it('that is under way for longer than the task may take leaves its effect open', () => {
    const job = TestJob.of(jobOf([{ ...createTask, taskMaxTTL: 3_600 }]))
      .call(201)
      .revert();
    for (let n = 0; n < 10; n++) job.bind().respond(202).wait(600_000);
    expect(job.state.status).toBe('needs-attention');
    expect(openEffects(job.state)).toMatchObject([{ task: 'step-1/task-1' }]);
  });

  it('waits for an instance of the same service, never for another, and counts that as a try', () => {
    const job = TestJob.of(jobOf([createTask]))
      .call(201)
      .revert();
    const [bind] = job.pending('bind');
    expect(bind).toMatchObject({ undo: true, same: { name: 'todo-service' }, deadline: null });
    for (let n = 0; n < 5; n++) {
      for (const { unit } of job.pending('bind'))
        job.send({ type: 'not-bound', ...unit, undo: true, message: 'no instance' });
      job.wait(200_000);
    }
    expect(job.state.status).toBe('needs-attention');
  });

  it('is not asked of a safe command', () => {
    const job = TestJob.of(jobOf([listTask]))
      .call()
      .revert();
    expect(job.state.status).toBe('reverted');
    expect(job.unit().undo).toMatchObject({ phase: 'not-needed', reason: 'a safe command changes nothing' });
  });

  it('is not asked either of what its forms call safe, and the record says that they do', () => {
    const job = TestJob.of(jobOf([{ tag: 'todo', input: { command: 'peek', resource: 'todo' } }]))
      .bind({ safe: true })
      .respond(200)
      .revert();
    expect(job.state.status).toBe('reverted');
    expect(job.unit().undo).toMatchObject({ phase: 'not-needed', reason: expect.stringContaining('forms') });
  });
});

describe('after a revert was given up', () => {
  const open = () =>
    TestJob.of(jobOf([createTask, createTask]))
      .call(201)
      .revert()
      .bind()
      .respond(405);

  it('the job needs attention and lists each open effect', () => {
    expect(open().state.status).toBe('needs-attention');
    expect(openEffects(open().state).map(({ task }) => task)).toEqual(['step-1/task-1', 'step-1/task-2']);
  });

  it('continue tries again, with a new budget', () => {
    expect(open().continue().call().state.status).toBe('reverted');
  });

  it('continue reverts again, also where the response was last asked for elsewhere', () => {
    const job = TestJob.of(jobOf([{ ...createTask, undoRetry: { maxAttempts: 1 } }]))
      .call(201)
      .revert()
      .call(responded(202, {}, { location: '/undo/1' }))
      .wait(60_000)
      .call(500);
    expect(job.state.status).toBe('needs-attention');
    expect(job.continue().pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('continue with skip writes one off and tries the others', () => {
    const job = open().continue('step-1/task-1');
    expect(job.pending('bind')).toMatchObject([{ unit: { task: 1 }, undo: true }]);
    expect(job.call().state.status).toBe('reverted');
    expect(job.unit().undo).toMatchObject({ phase: 'written-off', reason: 'she said so' });
  });

  it('skipping what is not open is refused, and says what is', () => {
    expect(() => open().continue('step-9/task')).toThrow(
      'not an open effect: step-9/task; open are step-1/task-1, step-1/task-2',
    );
  });
});
