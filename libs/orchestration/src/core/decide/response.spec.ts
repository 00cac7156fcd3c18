import { type BindEffect } from '../model/effects';
import { given } from '../testing/given';
import {
  actionOf,
  responded,
  responseTo,
  createTask,
  jobOf,
  listTask,
  NOT_SENT,
  TestJob,
  TARGET,
  NO_RESPONSE,
  WITHOUT_REPEAT,
} from '../testing/test-job';

const calling = (task: object = createTask) => TestJob.of(jobOf([task])).bind();
const wake = (job: TestJob) => job.pending('wake')[0]?.at ?? 0;

describe('the intent', () => {
  it('is recorded before the call is asked for, and makes the effect unknown', () => {
    const job = TestJob.of(jobOf([createTask]));
    const { state } = given(job.events)
      .when({ type: 'bound', step: 0, task: 0, unit: 0, undo: false, target: TARGET })
      .then({ type: 'attempt-started', attempt: 1, action: 'execute', target: TARGET });
    expect(state.steps[0]?.tasks[0]?.units.at(0)?.effect).toBe('unknown');
    expect(job.bind().pending('call')).toMatchObject([{ durable: true, timeoutMs: 30_000 }]);
  });
});

describe('a response', () => {
  it('that is a success ends the task, and with it the job', () => {
    const job = calling();
    const [call] = job.pending('call');
    if (!call) throw new Error('no call');
    given(job.events)
      .when(responseTo(call, responded(201, { id: 1 })))
      .then('attempt-ended', { type: 'unit-succeeded', result: { id: 1 } }, 'step-completed', {
        type: 'job-ended',
        status: 'completed',
      });
  });

  it('that proves nothing was executed fails the task, and nothing is undone', () => {
    const job = calling().respond(422);
    expect(job.state).toMatchObject({
      status: 'failed',
      failure: { task: 'step-1/task-1', code: 'refused', status: 422 },
    });
    expect(job.unit()).toMatchObject({ effect: 'none', undo: { phase: 'not-needed' } });
  });

  it('that comes late is evidence, not a transition', () => {
    const job = calling();
    const [call] = job.pending('call');
    if (!call) throw new Error('no call');
    job.respond(NO_RESPONSE);
    given(job.events)
      .when(responseTo(call, responded(201)))
      .then({ type: 'late-answer', message: 'responded with 201' });
  });

  it('to a run before is evidence too', () => {
    const job = calling();
    const [call] = job.pending('call');
    if (!call) throw new Error('no call');
    job.request('kill').rerun().bind().respond(200).bind();
    expect(job.state).toMatchObject({ run: 2, status: 'running' });
    given(job.events)
      .when(responseTo(call, responded(422)))
      .then('late-answer');
  });

  it('to a unit that this run has not is nothing', () => {
    const job = calling();
    const [call] = job.pending('call');
    if (!call) throw new Error('no call');
    given(job.events)
      .when({ ...responseTo(call, responded(200)), unit: 7 } as Parameters<ReturnType<typeof given>['when']>[0])
      .then();
  });

  it('after the end changes nothing', () => {
    const job = calling();
    const [call] = job.pending('call');
    if (!call) throw new Error('no call');
    given(job.request('kill').events)
      .when(responseTo(call, responded(200)))
      .then();
  });

  it.each<[string, object, number | ReturnType<typeof responded>, string]>([
    [
      'whose sourcePath is missing',
      { storeResultAt: { targetPath: '/a', sourcePath: 'id' } },
      200,
      'source-path-missing',
    ],
    [
      'that is not JSON and is not stored',
      {},
      { kind: 'responded', status: 200, body: { kind: 'raw', text: 'x', contentType: '' }, bytes: 1 },
      'not-json',
    ],
    [
      'beyond a limit',
      {},
      { kind: 'responded', status: 200, body: { kind: 'refused', message: 'deep' }, bytes: 1 },
      'unusable-answer',
    ],
  ])('%s fails the task, which did have its effect and is undone', (_, fields, response, code) => {
    const job = calling({ ...createTask, ...fields }).respond(response);
    expect(job.state).toMatchObject({ status: 'reverting', failure: { code } });
    expect(job.takeBackState().bind().pending('call')).toMatchObject([{ undo: true }]);
  });
});

describe('an unknown outcome', () => {
  it.each([NO_RESPONSE, responded(500)])(
    'is settled by repeat: same instance, same message, same ids, and marked so',
    (response) => {
      const job = calling();
      const [execute] = job.pending('call');
      job.respond(response);
      job.wait(wake(job) - job.now);
      expect(job.pending('bind')).toMatchObject([{ action: 'repeat', same: TARGET }]);
      const [repeat] = job.bind().pending('call');
      expect(repeat).toMatchObject({ call: { action: 'repeat', settles: true }, requestId: execute?.requestId });
      expect(repeat?.body).toMatchObject({ id: (execute?.body as { id: string }).id, metadata: { settles: true } });
    },
  );

  it('is executed again where there is no repeat only if the command is safe or idempotent', () => {
    const next = (task: object, idempotent: boolean) => {
      const job = TestJob.of(jobOf([task]))
        .bind({ ...WITHOUT_REPEAT, idempotent })
        .respond(NO_RESPONSE);
      return job.wait(20_000).pending('bind').map(actionOf);
    };
    expect(next(listTask, false)).toEqual(['execute']);
    expect(next(createTask, true)).toEqual(['execute']);
    expect(next(createTask, false)).toEqual(['revert']);
  });

  it('is undone where the repeat turns out not to be offered', () => {
    const job = calling().respond(NO_RESPONSE).wait(20_000).bind().respond(404);
    expect(job.state).toMatchObject({ status: 'reverting', failure: { code: 'outcome-unknown' } });
    expect(job.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('is undone when the repeat says noop', () => {
    const job = calling()
      .respond(NO_RESPONSE)
      .wait(20_000)
      .bind()
      .respond(responded(200, { status: 'noop' }));
    expect(job.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('is undone when the attempts are spent', () => {
    const job = calling({ ...createTask, retry: { maxAttempts: 2 } })
      .respond(NO_RESPONSE)
      .wait(20_000)
      .bind()
      .respond(NO_RESPONSE);
    expect(job.state.failure).toMatchObject({ code: 'outcome-unknown' });
    expect(job.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('is undone at once for a status that the author called pointless to retry', () => {
    const job = calling({ ...createTask, retry: { nonRetryableStatuses: [500] } }).respond(500);
    expect(job.state.status).toBe('reverting');
  });

  it('of a repeat or revert that the author asked for is settled by asking for it again', () => {
    const job = TestJob.of(jobOf({ mode: 'revert', tasks: [createTask] }))
      .call(NO_RESPONSE)
      .wait(20_000);
    expect(job.pending('bind').map(actionOf)).toEqual(['revert']);
  });
});

describe('a call that never left', () => {
  it('may go to another instance, and fails as not reachable when the attempts are spent', () => {
    const job = calling({ ...createTask, retry: { maxAttempts: 2 } })
      .respond(NOT_SENT)
      .wait(20_000);
    expect(job.pending('bind')).toMatchObject([{ same: null, action: 'execute' }]);
    expect(job.bind().respond(NOT_SENT).state).toMatchObject({ status: 'failed', failure: { code: 'not-reachable' } });
  });
});

describe('a service that is not there', () => {
  const BUSY = responded(503, {}, { retryAfterMs: 1_000 });
  const absent = [
    ['refuses connections', NOT_SENT],
    ['responds with 429', responded(429)],
    ['responds with 503 and Retry-After', BUSY],
  ] as const;

  /** The waits until the task has failed. */
  const waitsOf = (job: TestJob, response: typeof NOT_SENT): number[] => {
    const waits: number[] = [];
    while (job.respond(response).state.status === 'running') {
      const wait = wake(job) - job.now;
      waits.push(wait);
      job.wait(wait).bind(WITHOUT_REPEAT);
    }
    return waits;
  };

  it.each(absent)('and %s, is sent the same message for a minute, from half a second to ten apart', (_, response) => {
    const job = TestJob.of(jobOf([createTask])).bind(WITHOUT_REPEAT);
    const waits = waitsOf(job, response);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(60_000);
    expect(Math.min(...waits.slice(0, -1))).toBeGreaterThanOrEqual(400);
    expect(Math.max(...waits)).toBeLessThanOrEqual(12_000);
    expect(job.state.status).toBe('failed');
    expect(job.unit()).toMatchObject({ effect: 'none', undo: { phase: 'not-needed' } });
  });

  it.each(absent)('and %s, is tried as often as the author says', (_, response) => {
    const once = TestJob.of(jobOf([{ ...createTask, retry: { maxAttempts: 1 } }])).bind(WITHOUT_REPEAT);
    expect(waitsOf(once, response)).toEqual([]);
    const inherited = TestJob.of({ ...jobOf([createTask]), retry: { maxAttempts: 3 } }).bind(WITHOUT_REPEAT);
    expect(waitsOf(inherited, response)).toHaveLength(2);
  });

  it('costs other failures none of their attempts', () => {
    const job = calling().respond(BUSY).wait(20_000).bind().respond(500).wait(20_000).bind().respond(500).wait(20_000);
    expect(job.bind().respond(201).state.status).toBe('completed');
  });

  it('is waited for as long in all, whether it refuses calls or is not registered any more', () => {
    const job = calling().respond(NOT_SENT);
    job.wait(5_000);
    expect(job.pending('bind')).toMatchObject([{ deadline: 61_000 }]);
  });

  it('asks for no longer a wait than the policy has', () => {
    const job = calling().respond(responded(503, {}, { retryAfterMs: 999_999_999 }));
    expect(wake(job) - job.now).toBe(10_000);
  });
});

describe('still in progress', () => {
  it('waits as long as it is told to, and costs no attempt', () => {
    const job = calling({ ...createTask, retry: { maxAttempts: 1 } }).respond(
      responded(425, {}, { retryAfterMs: 7000 }),
    );
    expect(wake(job)).toBe(job.now + 7000);
    expect(job.wait(7000).call(201).state.status).toBe('completed');
  });

  it('waits no longer than the policy does, whatever it is told', () => {
    const job = calling().respond(responded(202, {}, { retryAfterMs: 999_999_999 }));
    expect(wake(job)).toBe(job.now + 10_000);
  });

  it('waits a while even when it is told to ask again at once', () => {
    const job = calling().respond(responded(425, {}, { retryAfterMs: 0 }));
    expect(wake(job)).toBeGreaterThan(job.now + 100);
  });

  it('polls the Location that was given, and takes its response', () => {
    const job = calling()
      .respond(responded(202, {}, { location: '/done/1' }))
      .wait(20_000);
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'poll', pollUrl: '/done/1' } }]);
    expect(job.respond(responded(200, { id: 9 })).unit()).toMatchObject({ phase: 'succeeded', result: { id: 9 } });
  });

  it('polls the same place again where the response names no other', () => {
    const job = calling()
      .respond(responded(202, {}, { location: '/done/1' }))
      .wait(20_000)
      .call(202)
      .wait(20_000);
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'poll', pollUrl: '/done/1' } }]);
  });

  it('is asked for by repeating, where that place is not there any more', () => {
    const job = calling()
      .respond(responded(202, {}, { location: '/done/1' }))
      .wait(20_000);
    const [{ unit, same }] = job.pending('bind') as [BindEffect];
    expect(same).toMatchObject({ name: 'todo-service', url: 'http://todo' });
    job.send({
      type: 'bound',
      ...unit,
      undo: false,
      target: { ...TARGET, registryId: 'r2', url: 'http://elsewhere' },
    });
    expect(job.pending('call')).toEqual([]);
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
  });

  it('is not waited for while the job stops: the task is undone', () => {
    const job = calling().request('cancel').respond(202);
    expect(job.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('takes no longer than the task may', () => {
    const job = calling({ ...createTask, taskMaxTTL: 60 });
    for (let n = 0; n < 40 && job.state.status === 'running'; n++) job.respond(202).wait(2000).bind();
    expect(job.state.failure).toMatchObject({ code: 'task-expired' });
  });
});
