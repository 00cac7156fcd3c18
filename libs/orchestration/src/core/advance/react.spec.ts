import { openEffects } from '../undo/open-effects';
import { createTask, jobOf, LEDGER, NO_RESPONSE, NOT_SENT, responded, responseTo, TestJob } from '../testing/test-job';

const room = { name: 'room', tag: 'room', input: { command: 'create', resource: 'room' } };
const hotel = { serviceName: 'other-hotel', input: { command: 'book', resource: 'room' } };
const hostel = { tag: 'hostel' };
const booking = (more: object = {}, ...others: object[]) =>
  jobOf({ name: 'reserve', tasks: [{ ...room, orElse: [hotel, hostel], ...more }, ...others] });

const kinds = (job: TestJob) => job.events.map(({ type }) => type);
const failed = (job: TestJob) => job.state.steps[0]?.tasks[0]?.units.at(0);

/** The first call has had its effect, and its response is of no use. */
const useless = responded(200, {}, {});
const stored = { storeResultAt: { targetPath: '/at', sourcePath: 'id' } };

describe('a task with alternatives', () => {
  it('calls the next one when a call has failed for good, with ids of its own', () => {
    const job = TestJob.of(booking()).bind();
    const [first] = job.pending('call');
    job.respond(422);
    expect(job.pending('bind')).toMatchObject([{ undo: false, selector: { serviceName: 'other-hotel' } }]);
    job.bind();
    const [second] = job.pending('call');
    expect(second).toMatchObject({ body: { command: 'book' }, requestId: `${first?.requestId}/else/1` });
    job.respond(404).bind();
    const [third] = job.pending('call');
    expect(third).toMatchObject({ body: { command: 'create' }, requestId: `${first?.requestId}/else/2` });
    expect(job.respond(200).state).toMatchObject({ status: 'completed', failure: null });
    const bodies = [first, third].map((call) => (call?.body as { id: string }).id);
    expect(new Set(bodies).size).toBe(2);
  });

  it('fails with the failure of the last one', () => {
    const job = TestJob.of(booking())
      .call(422)
      .call(409)
      .call(responded(403, { detail: 'sold out' }));
    expect(job.state).toMatchObject({ status: 'failed', failure: { task: 'reserve/room', status: 403 } });
    expect(failed(job)?.reaction?.tried.map(({ error }) => error?.status)).toEqual([422, 409]);
  });

  it.each([
    ['done', (job: TestJob) => job.bind(LEDGER).respond(useless)],
    ['unknown', (job: TestJob) => job.bind({ endpoints: noRepeat }).respond(NO_RESPONSE)],
  ])('undoes first what may be %s', (effect, fail) => {
    const job = TestJob.of(booking({ ...stored, input: { text: 'a room' } }));
    fail(job);
    expect(failed(job)).toMatchObject({ phase: 'failed', effect, undo: { phase: 'pending' } });
    expect(job.pending('bind')).toMatchObject([{ undo: true, same: { name: 'todo-service' } }]);
    const { requestId } = failed(job)!;
    job.bind();
    expect(job.pending('call')).toMatchObject([{ undo: true, requestId, call: { action: 'revert' } }]);
    expect(job.state.status).toBe('running');
    job.respond(200);
    expect(failed(job)?.reaction?.tried).toMatchObject([{ effect, undo: { phase: 'acknowledged' } }]);
    expect(job.pending('bind')).toMatchObject([{ undo: false, selector: { serviceName: 'other-hotel' } }]);
  });

  it('says what was executed when it undoes', () => {
    const job = TestJob.of(booking(stored))
      .bind(LEDGER)
      .respond(responded(201, { no: 'id' }))
      .bind();
    expect(job.pending('call')).toMatchObject([
      { body: { metadata: { executed: { status: 201, result: { no: 'id' } } } } },
    ]);
  });

  it('tries the undo again, and fails where it cannot be done: the job is undone, and lists it', () => {
    const job = TestJob.of(booking({ ...stored, undoRetry: { maxAttempts: 2, initialIntervalMs: 10, jitter: 0 } }));
    job.bind(LEDGER).respond(useless).call(503).wait(10).call(503);
    expect(job.state).toMatchObject({ status: 'needs-attention', failure: { code: 'source-path-missing' } });
    expect(openEffects(job.state)).toMatchObject([{ task: 'reserve/room' }]);
    expect(kinds(job)).not.toContain('unit-alternative-started');
    job.continue().call(200);
    expect(job.state.status).toBe('failed');
  });

  it('does not revert what must not be reverted', () => {
    const own = { ...room, input: { command: 'create', resource: 'room', id: 'mine' } };
    const job = TestJob.of(booking(own)).bind({ endpoints: noRepeat }).respond(NO_RESPONSE);
    expect(job.state.status).toBe('needs-attention');
    expect(kinds(job)).not.toContain('unit-alternative-started');
  });

  it('lets the other tasks of the step go on meanwhile', () => {
    const job = TestJob.of(booking(stored, createTask)).bind(LEDGER);
    const [first, other] = job.pending('call');
    job.send(responseTo(first!, useless));
    job.send(responseTo(other!, responded(503, {}, { retryAfterMs: 10 })));
    job.wait(20_000);
    expect(job.pending('bind').map(({ undo, unit }) => [undo, unit.task])).toEqual([
      [true, 0],
      [false, 1],
    ]);
  });

  it('keeps the order of a sequential step: the next task waits for the alternative', () => {
    const document = jobOf({ mode: 'sequential', tasks: [{ ...room, orElse: [hotel] }, createTask] });
    const job = TestJob.of(document).call(422);
    expect(job.pending('bind').map(({ unit }) => unit.task)).toEqual([0]);
    job.call(200);
    expect(job.pending('bind').map(({ unit }) => unit.task)).toEqual([1]);
  });

  it('has its own time limit for each of them', () => {
    const job = TestJob.of(booking({ taskMaxTTL: 10, retry: slow }));
    job.bind().respond(NOT_SENT).wait(10_000);
    expect(failed(job)?.reaction?.tried).toMatchObject([{ error: { code: 'task-expired' } }]);
    job.wait(9_999);
    expect(failed(job)).toMatchObject({ phase: 'binding', reaction: { tried: [{}] } });
    job.wait(1);
    expect(failed(job)).toMatchObject({ reaction: { tried: [{}, { error: { code: 'task-expired' } }] } });
  });

  it('awaits the response of a call that is late, which still counts', () => {
    const job = TestJob.of(booking({ taskMaxTTL: 10 }))
      .bind()
      .wait(10_000);
    expect(job.state).toMatchObject({ phase: 'forward' });
    expect(job.pending('wake')).toEqual([]);
    expect(job.respond(200).state.status).toBe('completed');
  });

  it('takes what an alternative needs from the state document as that is when it begins', () => {
    const from = (pointer: string) => ({ command: 'book', resource: 'room', payload: { v: { $fromState: pointer } } });
    const document = booking({
      orElse: [
        { tag: 'a', input: from('/gone') },
        { tag: 'b', input: from('/late') },
      ],
    });
    const job = TestJob.of(document).call(422);
    expect(job.pending('read-state')).toMatchObject([{ step: 0, task: 0 }]);
    job.readState({}).readState({ late: 1 }).bind();
    expect(failed(job)?.reaction?.tried).toMatchObject([{}, { error: { code: 'state-value-missing' } }]);
    expect(job.pending('call')).toMatchObject([{ body: { payload: { v: 1 } } }]);
  });

  it('stores where the alternative says, else where the task does', () => {
    const document = booking({ storeResultAt: '/own', orElse: [{ ...hotel, storeResultAt: '/other' }, hostel] });
    const job = TestJob.of(document).call(422).call(200).readState({});
    expect(job.pending('write-state')).toMatchObject([{ writes: [{ path: '/other' }] }]);
    const last = TestJob.of(document).call(422).call(422).call(200).readState({});
    expect(last.pending('write-state')).toMatchObject([{ writes: [{ path: '/own' }] }]);
  });

  it('sends the headers and the secrets of the alternative', () => {
    const headers = { 'X-Kind': 'other' };
    const input = { token: { $secret: 'other' } };
    const job = TestJob.of(booking({ orElse: [{ tag: 'x', headers, input }] }))
      .call(422)
      .bind();
    expect(job.pending('call')).toMatchObject([{ headers: { 'x-kind': 'other' }, secrets: [{ name: 'other' }] }]);
  });

  it('is meant as it is now by tasks that refer to it', () => {
    const headers = { 'x-kind': 'other' };
    const document = booking({ orElse: [{ ...hotel, headers }] });
    const refers = { mode: 'revert', tasks: [{ of: 'reserve/room' }] };
    const job = TestJob.of({ ...document, steps: [...(document.steps as object[]), refers] });
    job.call(422).bind({ name: 'other-hotel', registryId: 'r2' });
    const [used] = job.pending('call');
    job.respond(200).bind();
    expect(job.pending('call')).toMatchObject([
      { requestId: used?.requestId, body: used?.body, target: { name: 'other-hotel' }, headers },
    ]);
  });

  it('ignores what comes late from an alternative that was given up', () => {
    const job = TestJob.of(booking({ taskMaxTTL: 1, retry: slow })).bind();
    const [call] = job.pending('call');
    job.respond(NOT_SENT).wait(1_000).bind();
    job.send(responseTo(call!, responded(200)));
    expect(kinds(job).at(-1)).toBe('late-answer');
    expect(failed(job)).toMatchObject({ phase: 'calling' });
  });

  it('is undone with the alternative that was used', () => {
    const job = TestJob.of(booking()).call(422).bind({ name: 'other-hotel' });
    const [used] = job.pending('call');
    job.respond(200).revert().bind();
    expect(job.pending('call')).toMatchObject([
      { undo: true, requestId: used?.requestId, target: { name: 'other-hotel' } },
    ]);
  });

  it('starts with the task itself in a new run', () => {
    const job = TestJob.of(booking()).call(422).call(200).rerun().call(200);
    expect(job.pending('bind')).toMatchObject([{ selector: { tag: 'room' } }]);
    expect(failed(job)).toMatchObject({ requestId: expect.stringMatching(/\/2\/reserve\/room$/), reaction: null });
  });
});

describe('a task that the job goes on without', () => {
  const optional = (more: object = {}) =>
    jobOf({ name: 'reserve', tasks: [{ ...room, onFailure: 'continue', ...more }, createTask] }, [createTask]);

  it('is undone first, and named in a warning', () => {
    const job = TestJob.of(optional(stored))
      .bind(LEDGER)
      .respond(responded(200, { of: 'no use' }));
    expect(job.pending('bind')).toMatchObject([{ undo: true, unit: { task: 0 } }]);
    job.call(200);
    expect(failed(job)).toMatchObject({
      phase: 'failed',
      undo: { phase: 'acknowledged' },
      reaction: { tolerated: 'continue' },
    });
    job.call(200);
    expect(job.state).toMatchObject({ status: 'completed', failure: null });
    expect(job.state.warnings).toEqual([expect.stringMatching(/^reserve\/room failed, and the job went on: /)]);
  });

  it('stores nothing', () => {
    const job = TestJob.of(optional({ storeResultAt: '/at' })).bind();
    const [first, second] = job.pending('call');
    job.send(responseTo(first!, responded(422))).send(responseTo(second!, responded(200)));
    expect(job.state.steps[0]).toMatchObject({ phase: 'completed', write: null });
  });

  it('is not undone a second time with the job', () => {
    const job = TestJob.of(optional(stored)).bind(LEDGER).respond(useless).call(200).call(200).revert();
    const reverts = () => job.pending('bind').map(({ unit }) => [unit.step, unit.task]);
    expect(reverts()).toEqual([[1, 0]]);
    job.call(200);
    expect(reverts()).toEqual([[0, 1]]);
    expect(job.call(200).state.status).toBe('reverted');
  });

  it('says in a warning that its service found nothing to undo', () => {
    const plain = { ...stored, input: { text: 'a room' } };
    const job = TestJob.of(optional(plain))
      .bind(LEDGER)
      .respond(useless)
      .call(responded(200, { status: 'noop' }));
    expect(job.state.warnings).toContainEqual(expect.stringContaining('nothing to undo, says todo-service'));
  });

  it('fails the job where it cannot be undone', () => {
    const job = TestJob.of(optional(stored)).bind(LEDGER).respond(useless).call(409).call(200);
    expect(job.state).toMatchObject({ status: 'needs-attention', failure: { task: 'reserve/room' } });
  });

  it('is not repeated or reverted by tasks that refer to it', () => {
    const refers = [{ of: 'reserve/room' }];
    const job = TestJob.of(
      jobOf({ name: 'reserve', tasks: [{ ...room, onFailure: 'continue' }] }, { mode: 'repeat', tasks: refers }),
    );
    job.call(422);
    expect(job.state.steps[1]?.tasks[0]?.units).toMatchObject([{ skippedBecause: 'the task it refers to failed' }]);
    expect(job.state.status).toBe('completed');
  });

  it('goes on without single items of a forEach', () => {
    const document = jobOf([
      {
        ...room,
        onFailure: 'continue',
        forEach: { $fromState: '/items' },
        input: { v: { $fromItem: '/v' } },
        storeResultAt: '/out',
      },
    ]);
    const job = TestJob.of(document)
      .readState({ items: [{}, { v: 1 }] })
      .call(responded(200, 'one'))
      .readState({});
    expect(job.pending('write-state')).toMatchObject([{ writes: [{ path: '/out', value: ['one'] }] }]);
    const none = TestJob.of(document).readState({ items: [{}, {}] });
    expect(none.state).toMatchObject({ status: 'completed' });
  });
});

const slow = { maxAttempts: 9, initialIntervalMs: 60_000, maxIntervalMs: 60_000 };
const noRepeat = { execute: 'http://todo/execute', repeat: null, revert: 'http://todo/revert' };
