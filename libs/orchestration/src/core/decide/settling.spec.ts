import { openEffects } from '../open-effects';
import { answered, create, jobOf, LEDGER, NOT_SENT, Story, UNANSWERED } from '../testing/story';

const mine = { tag: 'todo', input: { command: 'create', resource: 'todo', id: 'mine', payload: { title: 'a' } } };
const plain = { tag: 'todo', input: { text: 'x' } };
const LATER = 60_000;

/** A call whose outcome is unknown, at a service that offers `read` and keeps no request ids. */
const unknown = (task: object = mine, answer = answered(500, { error: 'boom' })) =>
  Story.of(jobOf([task]))
    .bind({ offersRead: true })
    .answer(answer)
    .wait(LATER);

describe('a create by its author’s id, whose outcome is unknown', () => {
  it('is asked for with read: the same record, under a request id of its own', () => {
    const [probe] = unknown().bind().pending('call');
    const requestId = probe?.requestId;
    expect(probe).toMatchObject({ durable: true, undo: false, call: { action: 'read', settles: false } });
    expect(probe?.body).toEqual({
      command: 'read',
      resource: 'todo',
      id: 'mine',
      metadata: { jobId: expect.any(String), requestId: `${requestId}/read/2` },
    });
  });

  it('is asked for where it went', () => {
    expect(unknown().pending('bind')).toMatchObject([{ action: 'execute', same: { registryId: 'r1' } }]);
  });

  it('was not executed where nothing is there, and is sent again to the same service', () => {
    const story = unknown().call(404);
    expect(story.unit().effect).toBe('none');
    expect(story.wait(LATER).pending('bind')).toMatchObject([{ action: 'execute', same: { registryId: 'r1' } }]);
    const [again] = story.bind().pending('call');
    expect(again).toMatchObject({ call: { action: 'execute' }, body: { command: 'create', id: 'mine' } });
    expect(story.answer(201).state.status).toBe('completed');
  });

  it('stays unknown where a record is there: neither repeated nor reverted, an open effect with that reason', () => {
    const story = unknown().call(answered(200, { title: 'theirs' }));
    expect(story.state).toMatchObject({ status: 'needs-attention', failure: { code: 'outcome-unknown' } });
    expect(story.events.filter(({ type }) => type === 'attempt-started')).toHaveLength(2);
    expect(openEffects(story.state)).toMatchObject([
      { task: 'step-1/task-1', reason: expect.stringContaining('may be older than the job') },
    ]);
  });

  it('is not reverted by continue either; skip writes it off', () => {
    const story = unknown().call(200);
    expect(story.goOn().state.status).toBe('needs-attention');
    expect(story.pending('bind')).toEqual([]);
    expect(story.goOn('step-1/task-1').state.status).toBe('failed');
  });

  it('undoes the rest of the job all the same', () => {
    const story = Story.of(jobOf([create], [mine]))
      .call(201)
      .bind({ offersRead: true })
      .answer(500)
      .wait(LATER)
      .call(200);
    expect(story.pending('bind')).toMatchObject([{ unit: { step: 0 }, undo: true }]);
    expect(story.call(200).state.status).toBe('needs-attention');
  });

  it('is asked for again where the read proved nothing, as often as it may be tried', () => {
    const story = unknown({ ...mine, retry: { maxAttempts: 3 } })
      .call(503)
      .wait(LATER)
      .call(NOT_SENT);
    expect(openEffects(story.state)).toHaveLength(1);
    expect(story.unit().call.attempts.map(({ action }) => action)).toEqual(['execute', 'read', 'read']);
  });

  it.each([400, 403, 405])('stays unknown where the read is answered %d', (status) => {
    expect(openEffects(unknown().call(status).state)).toHaveLength(1);
  });

  it('cannot be found out where no read is offered: an open effect at once', () => {
    const story = Story.of(jobOf([mine])).call(UNANSWERED);
    expect(story.state.status).toBe('needs-attention');
    expect(openEffects(story.state)).toMatchObject([{ reason: expect.stringContaining('offers no read') }]);
  });

  it('stays unknown when it is refused after the read: the first send may have come in between', () => {
    const story = unknown().call(404).wait(LATER).call(409);
    expect(openEffects(story.state)).toHaveLength(1);
  });

  it('leaves nothing behind where the attempts are spent and nothing is there', () => {
    const story = unknown({ ...mine, retry: { maxAttempts: 2 } }).call(404);
    expect(story.state).toMatchObject({ status: 'failed', failure: { message: 'answered 500: boom' } });
    expect(openEffects(story.state)).toEqual([]);
  });

  it('is asked for again after a stop of job-control', () => {
    const story = unknown().bind().tell({ type: 'recovered' });
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'read' } }]);
  });

  it('is repeated where the service keeps request ids, and reverted when that does not settle it', () => {
    const story = Story.of(jobOf([mine]))
      .bind(LEDGER)
      .answer(500)
      .wait(LATER);
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
    expect(story.answer(409).pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('is undone where its author says onUnknown "undo"', () => {
    const story = Story.of(jobOf([{ ...mine, onUnknown: 'undo' }])).call(500);
    expect(story.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('that is still worked on is not taken for one that was never executed', () => {
    const story = Story.of(jobOf([mine]))
      .bind({ offersRead: true })
      .answer(202);
    expect(story.state).toMatchObject({ status: 'needs-attention', failure: { code: 'cannot-settle' } });
  });
});

describe('plain input, whose outcome is unknown', () => {
  it('is not repeated where no request ids are kept: the task fails and is undone', () => {
    const story = Story.of(jobOf([plain])).call(answered(500, { error: 'boom' }));
    expect(story.state.failure).toMatchObject({ code: 'outcome-unknown', message: 'answered 500: boom', status: 500 });
    expect(story.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
    expect(story.call(200).state.status).toBe('failed');
  });

  it.each<[string, object, object]>([
    ['the job', { onUnknown: 'repeat' }, plain],
    ['the step', {}, plain],
    ['the task', {}, { ...plain, onUnknown: 'repeat' }],
  ])('is repeated where %s says that it may be', (where, more, task) => {
    const steps = where === 'the step' ? [{ onUnknown: 'repeat', tasks: [task] }] : [{ tasks: [task] }];
    const story = Story.of({ ...more, steps })
      .call(500)
      .wait(LATER);
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
    expect(story.answer(answered(200, { status: 'noop' })).state.status).toBe('reverting');
  });

  it('takes the nearest setting', () => {
    const story = Story.of({ onUnknown: 'repeat', steps: [{ tasks: [{ ...plain, onUnknown: 'undo' }] }] }).call(500);
    expect(story.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('that is still worked on is asked for again whatever onUnknown says', () => {
    const story = Story.of(jobOf([{ ...plain, onUnknown: 'undo' }]))
      .bind(LEDGER)
      .answer(202)
      .wait(LATER);
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'repeat' } }]);
  });
});

describe('the cause of a failure', () => {
  it.each<[string, Parameters<Story['answer']>[0]]>([
    ['a noop', answered(200, { status: 'noop' })],
    ['a refusal', answered(409, { error: 'there already' })],
    ['a repeat that is not offered', 404],
  ])('is what made the outcome unknown, not %s that settling found', (_, found) => {
    const story = Story.of(jobOf([create]))
      .call(answered(500, { error: 'out of paper' }))
      .wait(LATER)
      .call(found);
    expect(story.state.failure).toMatchObject({ message: 'answered 500: out of paper', status: 500 });
  });

  it('is that too where nobody is there any more to settle it with', () => {
    const story = Story.of(jobOf([create]))
      .call(answered(500, { error: 'out of paper' }))
      .wait(LATER);
    for (const { unit } of story.pending('bind')) {
      story.tell({ type: 'not-bound', ...unit, undo: false, message: 'nobody' });
    }
    expect(story.state.failure).toMatchObject({ code: 'outcome-unknown', message: 'answered 500: out of paper' });
  });

  it('is not forgotten when the undo goes wrong', () => {
    const story = Story.of(jobOf([create], [create]))
      .call(201)
      .call(422)
      .bind()
      .answer(405);
    expect(story.state).toMatchObject({ status: 'needs-attention', failure: { message: 'answered 422' } });
  });
});

describe('a task that reverts an earlier one', () => {
  const revertOf = { mode: 'revert', tasks: [{ tag: 'todo', of: 'step-1/task-1' }] };
  const NOOP = answered(200, { status: 'noop' });

  it('tells what that was answered', () => {
    const story = Story.of(jobOf([create], revertOf))
      .call(answered(201, { id: 7 }))
      .bind();
    expect(story.pending('call')).toMatchObject([
      { call: { action: 'revert' }, body: { metadata: { executed: { status: 201, result: { id: 7 } } } } },
    ]);
  });

  it('fails where nothing was undone of a confirmed create, and that is open in the end', () => {
    const story = Story.of(jobOf([create], revertOf))
      .call(201)
      .call(NOOP);
    expect(story.state.failure).toMatchObject({ task: 'step-2/task-1', code: 'refused' });
    expect(story.call(NOOP).state.status).toBe('needs-attention');
    expect(openEffects(story.state)).toMatchObject([{ task: 'step-1/task-1' }]);
  });

  it('succeeds where there was nothing any more', () => {
    const story = Story.of(jobOf([create], revertOf, revertOf))
      .call(201)
      .call(200)
      .call(NOOP);
    expect(story.state.status).toBe('completed');
  });

  it('is believed where there need not have been anything', () => {
    const story = Story.of(jobOf([plain], revertOf))
      .call(200)
      .call(NOOP);
    expect(story.state.status).toBe('completed');
    expect(story.revert().unit().undo).toMatchObject({
      phase: 'not-needed',
      reason: 'nothing to undo, its service told step-2/task-1',
    });
  });
});
