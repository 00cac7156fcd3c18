import { answered, create, jobOf, list, NOT_SENT, Story, TARGET, UNANSWERED } from '../testing/story';
import { type Bind } from '../effects';
import { openEffects } from '../open-effects';

/** One task, done; then the job is asked to be reverted. */
const reverting = () =>
  Story.of(jobOf([create]))
    .call(201)
    .revert()
    .bind();

describe('a revert', () => {
  it('sends the same body and ids to where the execute went, and what that answered', () => {
    const story = Story.of(jobOf([create])).bind();
    const [execute] = story.pending('call');
    const [revert] = story
      .answer(answered(201, { id: 7 }))
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

  it('tells what the execute was answered also where the job could not use it', () => {
    const task = { ...create, storeResultAt: { targetPath: '/a', sourcePath: 'nowhere' } };
    const story = Story.of(jobOf([task])).call(answered(200, { id: 7 }));
    expect(story.bind().pending('call')).toMatchObject([
      { undo: true, body: { metadata: { executed: { status: 200, result: { id: 7 } } } } },
    ]);
  });

  it('leaves out a result that is longer than what a service may be expected to take', () => {
    const story = Story.of(jobOf([create])).call(answered(201, 'x'.repeat(70_000)));
    const [revert] = story.revert().bind().pending('call');
    expect(revert?.body).toMatchObject({ metadata: { executed: { status: 201 } } });
    expect(revert?.body).not.toHaveProperty('metadata.executed.result');
  });

  it.each([
    ['none', UNANSWERED],
    ['a failure', answered(500)],
  ])('has nothing to tell of an outcome that is unknown, after %s for an answer', (_, answer) => {
    const [revert] = Story.of(jobOf([{ ...create, onUnknown: 'undo' }]))
      .call(answer)
      .bind()
      .pending('call');
    expect(revert).toMatchObject({ undo: true });
    expect(revert?.body).not.toHaveProperty('metadata.executed');
  });

  it('of a plain input sends that and nothing else', () => {
    const story = Story.of(jobOf([{ tag: 'todo', input: { text: 'x' } }])).bind();
    const [execute] = story.pending('call');
    const [revert] = story.answer(200).revert().bind().pending('call');
    expect(revert?.body).toEqual(execute?.body);
  });

  it('that did nothing leaves a confirmed create open', () => {
    const story = reverting().answer(answered(200, { status: 'noop' }));
    expect(story.state.status).toBe('needs-attention');
    expect(openEffects(story.state)).toMatchObject([{ reason: expect.stringContaining('nothing was undone') }]);
  });

  it('that found nothing to undo of any other call ends the job, which says so and calls nothing undone', () => {
    const story = Story.of(jobOf([{ tag: 'todo', input: { text: 'x' } }]))
      .call(200)
      .revert()
      .call(answered(200, { status: 'noop' }));
    expect(story.state.status).toBe('reverted');
    expect(story.unit().undo).toMatchObject({ phase: 'noop', reason: 'nothing to undo, says todo-service' });
    expect(story.events.at(-1)).toMatchObject({ type: 'job-ended', nothingToUndo: ['step-1/task-1'] });
  });

  it('that is acknowledged ends the job as reverted', () => {
    expect(reverting().answer(200).state.status).toBe('reverted');
  });

  it('waits longer and longer between its attempts, and gives up after about three minutes', () => {
    const story = reverting();
    const waits: number[] = [];
    while (story.state.status === 'reverting') {
      story.answer(503);
      const [wake] = story.pending('wake');
      if (!wake) break;
      waits.push(wake.at - story.now);
      story.wait(wake.at - story.now).bind();
    }
    expect(waits).toHaveLength(4);
    expect(waits.every((wait, index) => index === 0 || wait > (waits[index - 1] ?? 0))).toBe(true);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(150_000);
    expect(story.state.status).toBe('needs-attention');
    expect(openEffects(story.state)).toMatchObject([
      { task: 'step-1/task-1', reason: 'answered 503', service: 'todo-service' },
    ]);
  });

  it('that never left does not make a later 404 an acknowledgement', () => {
    const story = reverting().answer(NOT_SENT).wait(60_000).bind().answer(404);
    expect(story.state.status).toBe('needs-attention');
  });

  it('that the service was too busy for does not either', () => {
    const story = reverting().answer(answered(429)).wait(60_000).bind().answer(404);
    expect(story.state.status).toBe('needs-attention');
  });

  it.each([429, 503, 202])('that is answered %d waits no longer than the policy does', (status) => {
    const undoRetry = { maxAttempts: 3, initialIntervalMs: 100, maxIntervalMs: 1_000 };
    const story = Story.of(jobOf([{ ...create, undoRetry }]))
      .call(201)
      .revert()
      .call(answered(status, {}, { retryAfterMs: 999_999_999 }));
    expect(story.pending('wake')).toEqual([{ kind: 'wake', at: story.now + 1_000 }]);
  });

  it('that went unanswered does', () => {
    expect(reverting().answer(UNANSWERED).wait(60_000).bind().answer(404).state.status).toBe('reverted');
  });

  it('is asked for where the service says, and sent again when that fails', () => {
    const story = reverting()
      .answer(answered(202, {}, { location: '/undo/1' }))
      .wait(60_000);
    expect(story.bind().pending('call')).toMatchObject([{ undo: true, call: { action: 'poll', pollUrl: '/undo/1' } }]);
    expect(story.answer(500).wait(60_000).pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('is sent again where the place to ask for it is not there any more', () => {
    const story = reverting()
      .answer(answered(202, {}, { location: '/undo/1' }))
      .wait(60_000);
    const [{ unit, action }] = story.pending('bind') as [Bind];
    expect(action).toBe('revert');
    story.tell({
      type: 'bound',
      ...unit,
      undo: true,
      target: { ...TARGET, registryId: 'r2', url: 'http://elsewhere' },
    });
    expect(story.bind().pending('call')).toMatchObject([{ undo: true, call: { action: 'revert' } }]);
  });

  it('that is under way is asked for in the same place, however often, and spends no attempt', () => {
    const story = reverting().answer(answered(202, {}, { location: '/undo/1' }));
    for (let n = 0; n < 20; n++) story.wait(600_000).call(202);
    story.wait(600_000);
    expect(story.bind().pending('call')).toMatchObject([{ undo: true, call: { action: 'poll', pollUrl: '/undo/1' } }]);
    expect(story.answer(200).state.status).toBe('reverted');
  });

  it('that is under way for longer than the task may take leaves its effect open', () => {
    const story = Story.of(jobOf([{ ...create, taskMaxTTL: 3_600 }]))
      .call(201)
      .revert();
    for (let n = 0; n < 10; n++) story.bind().answer(202).wait(600_000);
    expect(story.state.status).toBe('needs-attention');
    expect(openEffects(story.state)).toMatchObject([{ task: 'step-1/task-1' }]);
  });

  it('waits for an instance of the same service, never for another, and counts that as a try', () => {
    const story = Story.of(jobOf([create]))
      .call(201)
      .revert();
    const [bind] = story.pending('bind');
    expect(bind).toMatchObject({ undo: true, same: { name: 'todo-service' }, deadline: null });
    for (let n = 0; n < 5; n++) {
      for (const { unit } of story.pending('bind'))
        story.tell({ type: 'not-bound', ...unit, undo: true, message: 'nobody' });
      story.wait(200_000);
    }
    expect(story.state.status).toBe('needs-attention');
  });

  it('is not asked of a safe command', () => {
    const story = Story.of(jobOf([list]))
      .call()
      .revert();
    expect(story.state.status).toBe('reverted');
    expect(story.unit().undo).toMatchObject({ phase: 'not-needed', reason: 'a safe command changes nothing' });
  });

  it('is not asked either of what its forms call safe, and the record says that they do', () => {
    const story = Story.of(jobOf([{ tag: 'todo', input: { command: 'peek', resource: 'todo' } }]))
      .bind({ safe: true })
      .answer(200)
      .revert();
    expect(story.state.status).toBe('reverted');
    expect(story.unit().undo).toMatchObject({ phase: 'not-needed', reason: expect.stringContaining('forms') });
  });
});

describe('after a revert was given up', () => {
  const open = () =>
    Story.of(jobOf([create, create]))
      .call(201)
      .revert()
      .bind()
      .answer(405);

  it('the job needs attention and lists each open effect', () => {
    expect(open().state.status).toBe('needs-attention');
    expect(openEffects(open().state).map(({ task }) => task)).toEqual(['step-1/task-1', 'step-1/task-2']);
  });

  it('continue tries again, with a new budget', () => {
    expect(open().goOn().call().state.status).toBe('reverted');
  });

  it('continue reverts again, also where the answer was last asked for elsewhere', () => {
    const story = Story.of(jobOf([{ ...create, undoRetry: { maxAttempts: 1 } }]))
      .call(201)
      .revert()
      .call(answered(202, {}, { location: '/undo/1' }))
      .wait(60_000)
      .call(500);
    expect(story.state.status).toBe('needs-attention');
    expect(story.goOn().pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('continue with skip writes one off and tries the others', () => {
    const story = open().goOn('step-1/task-1');
    expect(story.pending('bind')).toMatchObject([{ unit: { task: 1 }, undo: true }]);
    expect(story.call().state.status).toBe('reverted');
    expect(story.unit().undo).toMatchObject({ phase: 'written-off', reason: 'she said so' });
  });

  it('skipping what is not open is refused, and says what is', () => {
    expect(() => open().goOn('step-9/task')).toThrow(
      'not an open effect: step-9/task; open are step-1/task-1, step-1/task-2',
    );
  });
});
