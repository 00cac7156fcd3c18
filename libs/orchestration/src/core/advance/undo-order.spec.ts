import { create, jobOf, Story, TARGET, UNANSWERED } from '../testing/story';

const undone = (story: Story) =>
  story.pending('bind').map(({ unit, undo }) => (undo ? `${unit.step}/${unit.task}` : 'forward'));

describe('undoing', () => {
  it('goes step by step, newest first, and waits for every revert of a step', () => {
    const story = Story.of(jobOf([create], [create, create], [create]))
      .call()
      .call()
      .call()
      .revert();
    expect(undone(story)).toEqual(['2/0']);
    story.call();
    expect(undone(story)).toEqual(['1/0', '1/1']);
    story.bind();
    const [one, other] = story.pending('call');
    const answer = (call: typeof one) => {
      if (call)
        story.tell({ type: 'answered', ...call.unit, requestId: call.requestId, undo: true, attempt: 1, answer: OK });
    };
    answer(one);
    expect(undone(story)).toEqual([]);
    answer(other);
    expect(undone(story)).toEqual(['0/0']);
  });

  it('goes in reverse order within a sequential step, one after another', () => {
    const story = Story.of(jobOf({ mode: 'sequential', tasks: [create, create, create] }))
      .call()
      .call()
      .call()
      .revert();
    expect(undone(story)).toEqual(['0/2']);
    expect(undone(story.call())).toEqual(['0/1']);
    expect(undone(story.call())).toEqual(['0/0']);
    expect(story.call().state.status).toBe('reverted');
  });

  it('is not stopped by a revert that fails, in its step or before it', () => {
    const story = Story.of(jobOf([create], [create]))
      .call()
      .call()
      .revert()
      .call(405);
    expect(undone(story)).toEqual(['0/0']);
    expect(story.call().state.status).toBe('needs-attention');
  });

  it('undoes what succeeded and what nobody knows, and not what did nothing', () => {
    const story = Story.of(jobOf([create, { ...create, retry: { maxAttempts: 1 } }, create])).bind();
    const [one, two, three] = story.pending('call');
    const tell = (call: typeof one, answer: NonNullable<Parameters<Story['answer']>[0]>) => {
      if (!call || typeof answer === 'number') throw new Error('no call');
      story.tell({ type: 'answered', ...call.unit, requestId: call.requestId, undo: false, attempt: 1, answer });
    };
    tell(three, { kind: 'answered', status: 422, body: { kind: 'empty' }, bytes: 0 });
    tell(one, OK);
    tell(two, UNANSWERED);
    expect(undone(story)).toEqual(['0/0', '0/1']);
  });

  it('begins when every call in flight is answered, and nothing new starts meanwhile', () => {
    const story = Story.of(jobOf([create, create], [create]))
      .bind()
      .ask('cancel');
    expect(story.state).toMatchObject({ phase: 'draining', status: 'reverting' });
    expect(story.effects.map(({ kind }) => kind)).toEqual(['call', 'call']);
    expect(undone(story.answer(201))).toEqual(['0/0', '0/1']);
  });

  it('looks for nobody any more, and heeds nobody who was found too late', () => {
    const story = Story.of(jobOf([create, create]));
    const [one, other] = story.pending('bind').map(({ unit }) => unit);
    const found = (unit: typeof one) => unit && story.tell({ type: 'bound', ...unit, undo: false, target: TARGET });
    found(one);
    story.ask('cancel');
    expect(story.pending('bind')).toEqual([]);
    found(other);
    expect(story.pending('call')).toMatchObject([{ unit: one }]);
    expect(undone(story.answer(201))).toEqual(['0/0']);
  });

  it('takes back what the step wrote before it reverts the step', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/a' }]))
      .call(201)
      .read({ a: 'old' })
      .written()
      .revert();
    expect(story.pending('read-state')).toMatchObject([{ durable: false, maxAgeMs: 0 }]);
    expect(undone(story.read({ a: {} }, '"2"'))).toEqual([]);
    expect(story.pending('take-back-state')).toMatchObject([
      { durable: true, etag: '"2"', operations: [{ op: 'replace', path: '/a', value: 'old' }] },
    ]);
    expect(undone(story.takenBack())).toEqual(['0/0']);
    expect(story.call().state).toMatchObject({ warnings: [], steps: [{ kept: [], write: { phase: 'taken-back' } }] });
  });

  it('leaves what others changed since, says so, and goes on', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/a' }]))
      .call(201)
      .read({})
      .written()
      .revert()
      .read({ a: 'theirs' });
    expect(undone(story)).toEqual(['0/0']);
    expect(story.call().state).toMatchObject({
      status: 'reverted',
      warnings: [expect.stringMatching(/^state-not-taken-back: .*"step-1".*"\/a"/)],
      steps: [{ kept: ['/a'] }],
    });
  });

  it('plans anew when somebody wrote in between, and never sends an old plan again', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/log/-' }]))
      .call(201)
      .read({ log: [] })
      .written()
      .revert()
      .read({ log: [{}] }, '"2"');
    const [first] = story.pending('take-back-state');
    expect(first).toMatchObject({ operations: [{ op: 'remove', path: '/log/0' }] });
    story.tell({ type: 'state-take-back-conflict', step: 0, key: first?.idempotencyKey ?? '' });
    story.read({ log: ['theirs', {}] }, '"3"');
    const [second] = story.pending('take-back-state');
    expect(second).toMatchObject({ etag: '"3"', operations: [{ op: 'remove', path: '/log/1' }] });
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey);
  });

  it('sends the very same patch again when it was lost on the way: what went cannot go twice', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/log/-' }]))
      .call(201)
      .read({ log: [] })
      .written()
      .revert()
      .read({ log: [{}, {}] }, '"3"');
    const sent = story.pending('take-back-state');
    expect(story.tell({ type: 'recovered' }).pending('take-back-state')).toEqual(sent);
    story.tell({ type: 'state-not-taken-back', step: 0, message: 'time-out' }).call();
    expect(story.goOn().pending('take-back-state')).toEqual(sent);
  });

  it('has nothing to take back where the document still is as it was before the write that nobody answered', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/log/-' }]))
      .call(201)
      .read({ log: [] }, '"1"')
      .tell({ type: 'state-failed', step: 0, message: 'time-out' })
      .read({ log: [] }, '"1"');
    expect(undone(story)).toEqual(['0/0']);
    expect(story.state.warnings).toEqual([]);
  });

  it('leaves the document open when it cannot be taken back, and continue tries again', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/a' }]))
      .call(201)
      .read({})
      .written()
      .revert();
    story.tell({ type: 'state-not-taken-back', step: 0, message: 'gone' }).call();
    expect(story.state.status).toBe('needs-attention');
    expect(story.goOn().read({ a: {} }).takenBack().state.status).toBe('reverted');
  });
});

const OK = { kind: 'answered', status: 200, body: { kind: 'empty' }, bytes: 0 } as const;

describe('a task `of` another', () => {
  const steps = (...modes: string[]) =>
    Story.of(jobOf([create], ...modes.map((mode) => ({ mode, tasks: [{ of: 'step-1/task-1' }] }))));

  it('reuses its ids, body and instance', () => {
    const story = Story.of(jobOf([create], { mode: 'revert', tasks: [{ of: 'step-1/task-1' }] })).bind();
    const [execute] = story.pending('call');
    expect(story.answer().bind().pending('call')).toMatchObject([
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
    const story = Story.of(
      jobOf([{ ...create, enabled: false }], { mode: 'revert', tasks: [{ of: 'step-1/task-1' }] }),
    );
    expect(story.state.status).toBe('completed');
    expect(story.unit(1)).toMatchObject({ phase: 'skipped', skippedBecause: 'the task it refers to did not run' });
  });

  it('that reverted it leaves nothing to undo', () => {
    const story = steps('revert').call().call().revert();
    expect(story.state.status).toBe('reverted');
    expect(story.unit().undo).toMatchObject({ reason: 'already reverted by step-2/task-1' });
  });

  it('that repeated it after that makes it due for undo again', () => {
    expect(undone(steps('revert', 'repeat').call().call().call().revert())).toEqual(['0/0']);
  });

  it('that may have repeated it after that makes it due for undo again, and a 404 will do', () => {
    const story = steps('revert', 'repeat').call().call().bind().ask('cancel').answer(UNANSWERED);
    expect(undone(story)).toEqual(['0/0']);
    expect(story.call(404).state.status).toBe('cancelled');
  });

  it('whose revert nobody knows of is reverted again, and a 404 will do', () => {
    const story = steps('revert').call().bind().ask('cancel').answer(UNANSWERED);
    expect(undone(story)).toEqual(['0/0']);
    expect(story.call(404).state.status).toBe('cancelled');
  });

  it('that reverted it in the run before is not forgotten in the next', () => {
    const story = steps('revert').call().call().rerun('step-2').call(404);
    expect(story.state.status).toBe('failed');
    expect(story.unit()).toMatchObject({ effect: 'none', undo: { phase: 'not-needed' } });
  });
});
