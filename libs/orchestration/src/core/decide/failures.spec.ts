import type { JsonObject } from '#contract/pure';
import { failuresToDecide } from '../queries/reactions';
import { addressOf } from '../queries/units';
import { openEffects } from '../undo/open-effects';
import { createTask, jobOf, LEDGER, NO_RESPONSE, responded, responseTo, TestJob } from '../testing/test-job';

const room = { name: 'room', tag: 'room', input: { command: 'create', resource: 'room' } };
const pausing = (...tasks: object[]) => ({ onFailure: 'pause', ...jobOf({ name: 'reserve', tasks }, [createTask]) });
const waiting = (job: TestJob) => failuresToDecide(job.state).map(addressOf);
const kinds = (job: TestJob) => job.events.map(({ type }) => type);
const stored = { storeResultAt: { targetPath: '/at', sourcePath: 'id' } };

describe('a job that pauses when a task has failed', () => {
  it('awaits what is in flight, starts nothing new and undoes nothing', () => {
    const job = TestJob.of(
      pausing(room, createTask, { ...createTask, retry: { initialIntervalMs: 10, jitter: 0 } }),
    ).bind();
    const [first, second, third] = job.pending('call');
    job.send(responseTo(first!, responded(422)));
    expect(job.state).toMatchObject({ status: 'paused', failure: null });
    expect(job.events.at(-1)).toMatchObject({ type: 'paused', failure: { task: 'reserve/room', status: 422 } });
    expect(job.pending('call')).toHaveLength(2);
    job.send(responseTo(second!, responded(200))).send(responseTo(third!, responded(503, {}, { retryAfterMs: 5 })));
    job.wait(60_000);
    expect(job.effects).toEqual([]);
    expect(waiting(job)).toEqual(['reserve/room']);
    expect(job.state.requests).toEqual([]);
  });

  it('lists every task that failed, and tries all of them again', () => {
    const job = TestJob.of(pausing(room, { ...room, name: 'car' })).bind();
    const ids = job.pending('call').map(({ requestId }) => requestId);
    job.respond(422);
    expect(waiting(job)).toEqual(['reserve/room', 'reserve/car']);
    job.continue();
    expect(waiting(job)).toEqual([]);
    job.bind();
    expect(job.pending('call').map(({ requestId, attempt }) => [requestId, attempt])).toEqual(ids.map((id) => [id, 2]));
    job.respond(200).call(200);
    expect(job.state.status).toBe('completed');
  });

  it('pauses again where the task fails again, with all its attempts anew', () => {
    const job = TestJob.of({ ...pausing(room), retry: { maxAttempts: 2, initialIntervalMs: 10, jitter: 0 } });
    const failTwice = () => job.bind(LEDGER).respond(500).wait(10).bind().respond(500);
    failTwice();
    expect(job.state.status).toBe('paused');
    job.continue();
    expect(job.state.status).toBe('running');
    failTwice();
    expect(job.state.status).toBe('paused');
    expect(kinds(job).filter((type) => type === 'paused')).toHaveLength(2);
  });

  it('finds out an unknown outcome before it tries again', () => {
    const job = TestJob.of({ ...pausing(room), retry: { maxAttempts: 1 } })
      .bind(LEDGER)
      .respond(NO_RESPONSE)
      .continue()
      .bind();
    expect(job.pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
  });

  it('does not execute a second time what cannot be found out', () => {
    const plain = { ...room, input: { text: 'a room' } };
    const job = TestJob.of(pausing(plain)).bind().respond(NO_RESPONSE);
    expect(() => job.continue()).toThrow(/reserve\/room cannot be tried again: its outcome is unknown, and .*skip/);
    expect(job.continue('reserve/room').state.status).toBe('running');
  });

  it('asks again for the response of a call that did something', () => {
    const job = TestJob.of(pausing({ ...room, ...stored }))
      .bind(LEDGER)
      .respond(200)
      .continue()
      .bind();
    expect(job.pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
    job.respond(responded(200, { id: 'r1' })).readState({});
    expect(job.pending('write-state')).toMatchObject([{ writes: [{ value: 'r1' }] }]);
  });

  it.each([422, 500, 404])('knows what a call did also when asking again is responded to with %d', (status) => {
    const job = TestJob.of({ ...pausing({ ...room, ...stored }), retry: { maxAttempts: 1 } })
      .bind(LEDGER)
      .respond(200);
    job.continue().call(status);
    expect(job.unit()).toMatchObject({ phase: 'failed', effect: 'done' });
    if (status !== 404) expect(job.continue().bind().pending('call')).toMatchObject([{ call: { action: 'repeat' } }]);
    job.respond(500).request('cancel').bind();
    expect(job.pending('call')).toMatchObject([{ undo: true }]);
  });

  it('reads the state document again for a task that lacked a value', () => {
    const job = TestJob.of(pausing({ ...room, input: { at: { $fromState: '/at' } } })).readState({});
    expect(waiting(job)).toEqual(['reserve/room']);
    job.continue().readState({ at: 1 }).bind();
    expect(job.pending('call')).toMatchObject([{ body: { at: 1 } }]);
  });

  it('has the whole time limit again', () => {
    const job = TestJob.of(pausing({ ...room, taskMaxTTL: 10, retry: { initialIntervalMs: 60_000 } }));
    job.bind().respond(503).wait(10_000);
    expect(waiting(job)).toEqual(['reserve/room']);
    job.wait(60_000).continue().wait(9_999);
    expect(waiting(job)).toEqual([]);
    job.wait(1);
    expect(waiting(job)).toEqual(['reserve/room']);
  });

  it.each(['cancel', 'kill'] as const)('can be stopped: %s', (action) => {
    const job = TestJob.of(pausing({ ...room, ...stored }))
      .bind(LEDGER)
      .respond(200)
      .request(action);
    if (action === 'cancel') job.call(200);
    expect(job.state.status).toBe(action === 'cancel' ? 'cancelled' : 'killed');
    expect(openEffects(job.state)).toHaveLength(action === 'cancel' ? 0 : 1);
  });

  it('is undone when its time is over', () => {
    const job = TestJob.of({ ...pausing(room), jobMaxTTL: 5 })
      .call(422)
      .wait(5_000);
    expect(job.state.status).toBe('cancelled');
  });

  it('is undone at once where another task of the step says so', () => {
    const job = TestJob.of(pausing({ ...room, name: 'a' }, { ...room, name: 'b', onFailure: 'undo' })).bind();
    const [first, second] = job.pending('call');
    job.send(responseTo(second!, responded(422)));
    expect(job.state.phase).toBe('draining');
    expect(job.send(responseTo(first!, responded(422))).state.status).toBe('failed');
  });

  it('goes on by itself where a task has an alternative, and pauses after the last', () => {
    const job = TestJob.of(pausing({ ...room, orElse: [{ tag: 'other' }] })).call(422);
    expect(job.state.status).toBe('running');
    job.call(422);
    expect(waiting(job)).toEqual(['reserve/room']);
    job.continue().bind();
    expect(job.pending('call')).toMatchObject([{ requestId: expect.stringMatching(/\/else\/1$/), attempt: 2 }]);
  });

  it('pauses where an alternative has to wait for an undo that cannot be done', () => {
    const job = TestJob.of(pausing({ ...room, ...stored, orElse: [{ tag: 'other' }] }));
    job.bind(LEDGER).respond(200).call(409);
    expect(waiting(job)).toEqual(['reserve/room']);
    job.continue();
    expect(job.pending('bind')).toMatchObject([{ undo: true }]);
    job.call(200);
    expect(job.pending('bind')).toMatchObject([{ undo: false, selector: { tag: 'other' } }]);
  });
});

it('is undone with what could not be undone alone, however far a revert goes', () => {
  const last = { name: 'last', tasks: [createTask] };
  const document: JsonObject = pausing({ ...room, ...stored, orElse: [{ tag: 'other' }] });
  const job = TestJob.of({ ...document, steps: [...(document.steps as object[]), last] });
  job.bind(LEDGER).respond(200).call(409).request('kill').revert('last');
  expect(job.state.status).toBe('needs-attention');
  expect(job.continue().call(200).state.status).toBe('reverted');
});

describe('continue with skip, after a task has failed', () => {
  it('goes on without it: what it may have done stays, and is undone with the job', () => {
    const job = TestJob.of(pausing({ ...room, ...stored }))
      .bind(LEDGER)
      .respond(200)
      .continue('reserve/room');
    expect(job.unit()).toMatchObject({ phase: 'failed', undo: null, reaction: { tolerated: 'skip' } });
    expect(job.state.warnings).toEqual([expect.stringContaining('reserve/room failed, and an operator let')]);
    job.call(200);
    expect(job.state).toMatchObject({ status: 'completed' });
    job.revert().call(200).bind();
    expect(job.pending('call')).toMatchObject([{ undo: true, unit: { step: 0, task: 0 } }]);
  });

  it('leaves out the tasks that refer to it: what it was refused for may be older than the job', () => {
    const document: JsonObject = pausing({ ...room, input: { command: 'create', resource: 'room', id: 'mine' } });
    const refers = { mode: 'revert', tasks: [{ of: 'reserve/room' }] };
    const job = TestJob.of({ ...document, steps: [...(document.steps as object[]), refers] });
    job.call(409).continue('reserve/room').call(200);
    expect(job.state.status).toBe('completed');
    expect(job.unit(2)).toMatchObject({ phase: 'skipped', skippedBecause: 'the task it refers to failed' });
  });

  it('tries the others again', () => {
    const job = TestJob.of(pausing(room, { ...room, name: 'car' }))
      .call(422)
      .continue('reserve/room');
    expect(job.pending('bind').map(({ unit }) => unit.task)).toEqual([1]);
  });

  it('means every item of a forEach, or one', () => {
    const job = TestJob.of(pausing({ ...room, forEach: { $fromState: '/items' } }))
      .readState({ items: [1, 2, 3] })
      .call(422);
    expect(waiting(job)).toEqual(['reserve/room/0', 'reserve/room/1', 'reserve/room/2']);
    job.continue('reserve/room/1');
    expect(job.pending('bind').map(({ unit }) => unit.unit)).toEqual([0, 2]);
    job.call(422).continue('reserve/room');
    expect(job.state.cursor).toBe(1);
  });

  it('writes off what could not be undone', () => {
    const job = TestJob.of(pausing({ ...room, ...stored, orElse: [{ tag: 'other' }] }));
    job.bind(LEDGER).respond(200).call(409).continue('reserve/room').call(200);
    expect(job.state.status).toBe('completed');
    expect(job.unit()).toMatchObject({ undo: { phase: 'written-off' } });
    expect(openEffects(job.state)).toEqual([]);
  });

  it('says what could be skipped, where something else is named', () => {
    const job = TestJob.of(pausing(room, createTask)).bind();
    const [first, second] = job.pending('call');
    job.send(responseTo(first!, responded(422))).send(responseTo(second!, responded(200)));
    expect(() => job.continue('reserve/task-2')).toThrow(
      'not a task that failed: reserve/task-2; what can be skipped: reserve/room',
    );
  });
});
