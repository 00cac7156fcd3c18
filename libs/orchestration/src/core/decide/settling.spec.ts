import { openEffects } from '../undo/open-effects';
import { responded, createTask, jobOf, LEDGER, NOT_SENT, TestJob, NO_RESPONSE } from '../testing/test-job';

const mine = { tag: 'todo', input: { command: 'create', resource: 'todo', id: 'mine', payload: { title: 'a' } } };
const plain = { tag: 'todo', input: { text: 'x' } };
const LATER = 60_000;

/** A call whose outcome is unknown, at a service that offers `read` and keeps no request ids. */
const unknown = (task: object = mine, response = responded(500, { error: 'boom' })) =>
  TestJob.of(jobOf([task]))
    .bind({ offersRead: true })
    .respond(response)
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
    const job = unknown().call(404);
    expect(job.unit().effect).toBe('none');
    expect(job.wait(LATER).pending('bind')).toMatchObject([{ action: 'execute', same: { registryId: 'r1' } }]);
    const [again] = job.bind().pending('call');
    expect(again).toMatchObject({ call: { action: 'execute' }, body: { command: 'create', id: 'mine' } });
    expect(job.respond(201).state.status).toBe('completed');
  });

  it('stays unknown where a record is there: neither repeated nor reverted, an open effect with that reason', () => {
    const job = unknown().call(responded(200, { title: 'theirs' }));
    expect(job.state).toMatchObject({ status: 'needs-attention', failure: { code: 'outcome-unknown' } });
    expect(job.events.filter(({ type }) => type === 'attempt-started')).toHaveLength(2);
    expect(openEffects(job.state)).toMatchObject([
      { task: 'step-1/task-1', reason: expect.stringContaining('may be older than the job') },
    ]);
  });

  it('is not reverted by continue either; skip writes it off', () => {
    const job = unknown().call(200);
    expect(job.continue().state.status).toBe('needs-attention');
    expect(job.pending('bind')).toEqual([]);
    expect(job.continue('step-1/task-1').state.status).toBe('failed');
  });

  it('undoes the rest of the job all the same', () => {
    const job = TestJob.of(jobOf([createTask], [mine]))
      .call(201)
      .bind({ offersRead: true })
      .respond(500)
      .wait(LATER)
      .call(200);
    expect(job.pending('bind')).toMatchObject([{ unit: { step: 0 }, undo: true }]);
    expect(job.call(200).state.status).toBe('needs-attention');
  });

  it('is asked for again where the read proved nothing, as often as it may be tried', () => {
    const job = unknown({ ...mine, retry: { maxAttempts: 3 } })
      .call(503)
      .wait(LATER)
      .call(NOT_SENT);
    expect(openEffects(job.state)).toHaveLength(1);
    expect(job.unit().call.attempts.map(({ action }) => action)).toEqual(['execute', 'read', 'read']);
  });

  it.each([400, 403, 405])('stays unknown where the response to the read is %d', (status) => {
    expect(openEffects(unknown().call(status).state)).toHaveLength(1);
  });

  it('cannot be found out where no read is offered: an open effect at once', () => {
    const job = TestJob.of(jobOf([mine])).call(NO_RESPONSE);
    expect(job.state.status).toBe('needs-attention');
    expect(openEffects(job.state)).toMatchObject([{ reason: expect.stringContaining('offers no read') }]);
  });

  it('stays unknown when it is refused after the read: the first send may have come in between', () => {
    const job = unknown().call(404).wait(LATER).call(409);
    expect(openEffects(job.state)).toHaveLength(1);
  });

  it('leaves nothing behind where the attempts are spent and nothing is there', () => {
    const job = unknown({ ...mine, retry: { maxAttempts: 2 } }).call(404);
    expect(job.state).toMatchObject({ status: 'failed', failure: { message: 'responded with 500: boom' } });
    expect(openEffects(job.state)).toEqual([]);
  });

  it('is asked for again after a stop of job-control', () => {
    const job = unknown().bind().send({ type: 'recovered' });
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'read' } }]);
  });

  it('is repeated where the service keeps request ids, and reverted when that does not settle it', () => {
    const job = TestJob.of(jobOf([mine]))
      .bind(LEDGER)
      .respond(500)
      .wait(LATER);
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
    expect(job.respond(409).pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('is undone where its author says onUnknown "undo"', () => {
    const job = TestJob.of(jobOf([{ ...mine, onUnknown: 'undo' }])).call(500);
    expect(job.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('that is still worked on is not taken for one that was never executed', () => {
    const job = TestJob.of(jobOf([mine]))
      .bind({ offersRead: true })
      .respond(202);
    expect(job.state).toMatchObject({ status: 'needs-attention', failure: { code: 'cannot-settle' } });
  });
});

describe('plain input, whose outcome is unknown', () => {
  it('is not repeated where no request ids are kept: the task fails and is undone', () => {
    const job = TestJob.of(jobOf([plain])).call(responded(500, { error: 'boom' }));
    expect(job.state.failure).toMatchObject({
      code: 'outcome-unknown',
      message: 'responded with 500: boom',
      status: 500,
    });
    expect(job.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
    expect(job.call(200).state.status).toBe('failed');
  });

  it.each<[string, object, object]>([
    ['the job', { onUnknown: 'repeat' }, plain],
    ['the step', {}, plain],
    ['the task', {}, { ...plain, onUnknown: 'repeat' }],
  ])('is repeated where %s says that it may be', (where, more, task) => {
    const steps = where === 'the step' ? [{ onUnknown: 'repeat', tasks: [task] }] : [{ tasks: [task] }];
    const job = TestJob.of({ ...more, steps })
      .call(500)
      .wait(LATER);
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
    expect(job.respond(responded(200, { status: 'noop' })).state.status).toBe('reverting');
  });

  it('takes the nearest setting', () => {
    const job = TestJob.of({ onUnknown: 'repeat', steps: [{ tasks: [{ ...plain, onUnknown: 'undo' }] }] }).call(500);
    expect(job.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('that is still worked on is asked for again whatever onUnknown says', () => {
    const job = TestJob.of(jobOf([{ ...plain, onUnknown: 'undo' }]))
      .bind(LEDGER)
      .respond(202)
      .wait(LATER);
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'repeat' } }]);
  });
});

describe('the cause of a failure', () => {
  it.each<[string, Parameters<TestJob['respond']>[0]]>([
    ['a noop', responded(200, { status: 'noop' })],
    ['a refusal', responded(409, { error: 'there already' })],
    ['a repeat that is not offered', 404],
  ])('is what made the outcome unknown, not %s that settling found', (_, found) => {
    const job = TestJob.of(jobOf([createTask]))
      .call(responded(500, { error: 'out of paper' }))
      .wait(LATER)
      .call(found);
    expect(job.state.failure).toMatchObject({ message: 'responded with 500: out of paper', status: 500 });
  });

  it('is that too where no instance is left to settle it with', () => {
    const job = TestJob.of(jobOf([createTask]))
      .call(responded(500, { error: 'out of paper' }))
      .wait(LATER);
    for (const { unit } of job.pending('bind')) {
      job.send({ type: 'not-bound', ...unit, undo: false, message: 'no instance' });
    }
    expect(job.state.failure).toMatchObject({ code: 'outcome-unknown', message: 'responded with 500: out of paper' });
  });

  it('is not forgotten when the undo goes wrong', () => {
    const job = TestJob.of(jobOf([createTask], [createTask]))
      .call(201)
      .call(422)
      .bind()
      .respond(405);
    expect(job.state).toMatchObject({ status: 'needs-attention', failure: { message: 'responded with 422' } });
  });
});

describe('a task that reverts an earlier one', () => {
  const revertOf = { mode: 'revert', tasks: [{ tag: 'todo', of: 'step-1/task-1' }] };
  const NOOP = responded(200, { status: 'noop' });

  it('tells the response to that', () => {
    const job = TestJob.of(jobOf([createTask], revertOf))
      .call(responded(201, { id: 7 }))
      .bind();
    expect(job.pending('call')).toMatchObject([
      { call: { action: 'revert' }, body: { metadata: { executed: { status: 201, result: { id: 7 } } } } },
    ]);
  });

  it('fails where nothing was undone of a confirmed create, and that is open in the end', () => {
    const job = TestJob.of(jobOf([createTask], revertOf))
      .call(201)
      .call(NOOP);
    expect(job.state.failure).toMatchObject({ task: 'step-2/task-1', code: 'refused' });
    expect(job.call(NOOP).state.status).toBe('needs-attention');
    expect(openEffects(job.state)).toMatchObject([{ task: 'step-1/task-1' }]);
  });

  it('succeeds where there was nothing any more', () => {
    const job = TestJob.of(jobOf([createTask], revertOf, revertOf))
      .call(201)
      .call(200)
      .call(NOOP);
    expect(job.state.status).toBe('completed');
  });

  it('is believed where there need not have been anything', () => {
    const job = TestJob.of(jobOf([plain], revertOf))
      .call(200)
      .call(NOOP);
    expect(job.state.status).toBe('completed');
    expect(job.revert().unit().undo).toMatchObject({
      phase: 'not-needed',
      reason: 'nothing to undo, its service told step-2/task-1',
    });
  });
});
