import { type Bind } from '../effects';
import { given } from '../testing/given';
import {
  actionOf,
  answered,
  answerTo,
  create,
  jobOf,
  list,
  NOT_SENT,
  Story,
  TARGET,
  UNANSWERED,
  WITHOUT_REPEAT,
} from '../testing/story';

const calling = (task: object = create) => Story.of(jobOf([task])).bind();
const wake = (story: Story) => story.pending('wake')[0]?.at ?? 0;

describe('the intent', () => {
  it('is recorded before the call is asked for, and makes the effect unknown', () => {
    const story = Story.of(jobOf([create]));
    const { state } = given(story.events)
      .when({ type: 'bound', step: 0, task: 0, unit: 0, undo: false, target: TARGET })
      .then({ type: 'attempt-started', attempt: 1, action: 'execute', target: TARGET });
    expect(state.steps[0]?.tasks[0]?.units[0]?.effect).toBe('unknown');
    expect(story.bind().pending('call')).toMatchObject([{ durable: true, timeoutMs: 30_000 }]);
  });
});

describe('an answer', () => {
  it('that is a success ends the task, and with it the job', () => {
    const story = calling();
    const [call] = story.pending('call');
    if (!call) throw new Error('no call');
    given(story.events)
      .when(answerTo(call, answered(201, { id: 1 })))
      .then('attempt-ended', { type: 'unit-succeeded', result: { id: 1 } }, 'step-completed', {
        type: 'job-ended',
        status: 'completed',
      });
  });

  it('that proves nothing was executed fails the task, and nothing is undone', () => {
    const story = calling().answer(422);
    expect(story.state).toMatchObject({
      status: 'failed',
      failure: { task: 'step-1/task-1', code: 'refused', status: 422 },
    });
    expect(story.unit()).toMatchObject({ effect: 'none', undo: { phase: 'not-needed' } });
  });

  it('that comes late is evidence, not a transition', () => {
    const story = calling();
    const [call] = story.pending('call');
    if (!call) throw new Error('no call');
    story.answer(UNANSWERED);
    given(story.events)
      .when(answerTo(call, answered(201)))
      .then({ type: 'late-answer', message: 'answered 201' });
  });

  it('to a run before is evidence too', () => {
    const story = calling();
    const [call] = story.pending('call');
    if (!call) throw new Error('no call');
    story.ask('kill').rerun().bind().answer(200).bind();
    expect(story.state).toMatchObject({ run: 2, status: 'running' });
    given(story.events)
      .when(answerTo(call, answered(422)))
      .then('late-answer');
  });

  it('to a unit that this run has not is nothing', () => {
    const story = calling();
    const [call] = story.pending('call');
    if (!call) throw new Error('no call');
    given(story.events)
      .when({ ...answerTo(call, answered(200)), unit: 7 } as Parameters<ReturnType<typeof given>['when']>[0])
      .then();
  });

  it('after the end changes nothing', () => {
    const story = calling();
    const [call] = story.pending('call');
    if (!call) throw new Error('no call');
    given(story.ask('kill').events)
      .when(answerTo(call, answered(200)))
      .then();
  });

  it.each<[string, object, number | ReturnType<typeof answered>, string]>([
    [
      'whose sourcePath is missing',
      { storeResultAt: { targetPath: '/a', sourcePath: 'id' } },
      200,
      'source-path-missing',
    ],
    [
      'that is not JSON and is not stored',
      {},
      { kind: 'answered', status: 200, body: { kind: 'raw', text: 'x', contentType: '' }, bytes: 1 },
      'not-json',
    ],
    [
      'beyond a limit',
      {},
      { kind: 'answered', status: 200, body: { kind: 'refused', message: 'deep' }, bytes: 1 },
      'unusable-answer',
    ],
  ])('%s fails the task, which did have its effect and is undone', (_, fields, answer, code) => {
    const story = calling({ ...create, ...fields }).answer(answer);
    expect(story.state).toMatchObject({ status: 'reverting', failure: { code } });
    expect(story.takenBack().bind().pending('call')).toMatchObject([{ undo: true }]);
  });
});

describe('an unknown outcome', () => {
  it.each([UNANSWERED, answered(500)])(
    'is settled by repeat: same instance, same message, same ids, and marked so',
    (answer) => {
      const story = calling();
      const [execute] = story.pending('call');
      story.answer(answer);
      story.wait(wake(story) - story.now);
      expect(story.pending('bind')).toMatchObject([{ action: 'repeat', same: TARGET }]);
      const [repeat] = story.bind().pending('call');
      expect(repeat).toMatchObject({ call: { action: 'repeat', settles: true }, requestId: execute?.requestId });
      expect(repeat?.body).toMatchObject({ id: (execute?.body as { id: string }).id, metadata: { settles: true } });
    },
  );

  it('is executed again where there is no repeat only if the command is safe or idempotent', () => {
    const next = (task: object, idempotent: boolean) => {
      const story = Story.of(jobOf([task]))
        .bind({ ...WITHOUT_REPEAT, idempotent })
        .answer(UNANSWERED);
      return story.wait(20_000).pending('bind').map(actionOf);
    };
    expect(next(list, false)).toEqual(['execute']);
    expect(next(create, true)).toEqual(['execute']);
    expect(next(create, false)).toEqual(['revert']);
  });

  it('is undone where the repeat turns out not to be offered', () => {
    const story = calling().answer(UNANSWERED).wait(20_000).bind().answer(404);
    expect(story.state).toMatchObject({ status: 'reverting', failure: { code: 'outcome-unknown' } });
    expect(story.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('is undone when the repeat says noop', () => {
    const story = calling()
      .answer(UNANSWERED)
      .wait(20_000)
      .bind()
      .answer(answered(200, { status: 'noop' }));
    expect(story.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
  });

  it('is undone when the attempts are spent', () => {
    const story = calling({ ...create, retry: { maxAttempts: 2 } })
      .answer(UNANSWERED)
      .wait(20_000)
      .bind()
      .answer(UNANSWERED);
    expect(story.state.failure).toMatchObject({ code: 'outcome-unknown' });
    expect(story.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('is undone at once for a status that the author called pointless to retry', () => {
    const story = calling({ ...create, retry: { nonRetryableStatuses: [500] } }).answer(500);
    expect(story.state.status).toBe('reverting');
  });

  it('of a repeat or revert that the author asked for is settled by asking for it again', () => {
    const story = Story.of(jobOf({ mode: 'revert', tasks: [create] }))
      .call(UNANSWERED)
      .wait(20_000);
    expect(story.pending('bind').map(actionOf)).toEqual(['revert']);
  });
});

describe('a call that never left', () => {
  it('may go to somebody else, and fails as not reachable when the attempts are spent', () => {
    const story = calling({ ...create, retry: { maxAttempts: 2 } })
      .answer(NOT_SENT)
      .wait(20_000);
    expect(story.pending('bind')).toMatchObject([{ same: null, action: 'execute' }]);
    expect(story.bind().answer(NOT_SENT).state).toMatchObject({ status: 'failed', failure: { code: 'not-reachable' } });
  });
});

describe('a service that is not there', () => {
  const BUSY = answered(503, {}, { retryAfterMs: 1_000 });
  const absent = [
    ['refuses connections', NOT_SENT],
    ['answers 429', answered(429)],
    ['answers 503 with Retry-After', BUSY],
  ] as const;

  /** The waits until the task has failed. */
  const waitsOf = (story: Story, answer: typeof NOT_SENT): number[] => {
    const waits: number[] = [];
    while (story.answer(answer).state.status === 'running') {
      const wait = wake(story) - story.now;
      waits.push(wait);
      story.wait(wait).bind(WITHOUT_REPEAT);
    }
    return waits;
  };

  it.each(absent)('and %s, is sent the same message for a minute, from half a second to ten apart', (_, answer) => {
    const story = Story.of(jobOf([create])).bind(WITHOUT_REPEAT);
    const waits = waitsOf(story, answer);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(60_000);
    expect(Math.min(...waits.slice(0, -1))).toBeGreaterThanOrEqual(400);
    expect(Math.max(...waits)).toBeLessThanOrEqual(12_000);
    expect(story.state.status).toBe('failed');
    expect(story.unit()).toMatchObject({ effect: 'none', undo: { phase: 'not-needed' } });
  });

  it.each(absent)('and %s, is tried as often as the author says', (_, answer) => {
    const once = Story.of(jobOf([{ ...create, retry: { maxAttempts: 1 } }])).bind(WITHOUT_REPEAT);
    expect(waitsOf(once, answer)).toEqual([]);
    const inherited = Story.of({ ...jobOf([create]), retry: { maxAttempts: 3 } }).bind(WITHOUT_REPEAT);
    expect(waitsOf(inherited, answer)).toHaveLength(2);
  });

  it('costs other failures none of their attempts', () => {
    const story = calling().answer(BUSY).wait(20_000).bind().answer(500).wait(20_000).bind().answer(500).wait(20_000);
    expect(story.bind().answer(201).state.status).toBe('completed');
  });

  it('is waited for as long in all, whether it refuses calls or is not registered any more', () => {
    const story = calling().answer(NOT_SENT);
    story.wait(5_000);
    expect(story.pending('bind')).toMatchObject([{ deadline: 61_000 }]);
  });

  it('asks for no longer a wait than the policy has', () => {
    const story = calling().answer(answered(503, {}, { retryAfterMs: 999_999_999 }));
    expect(wake(story) - story.now).toBe(10_000);
  });
});

describe('still in progress', () => {
  it('waits as long as it is told to, and costs no attempt', () => {
    const story = calling({ ...create, retry: { maxAttempts: 1 } }).answer(answered(425, {}, { retryAfterMs: 7000 }));
    expect(wake(story)).toBe(story.now + 7000);
    expect(story.wait(7000).call(201).state.status).toBe('completed');
  });

  it('waits no longer than the policy does, whatever it is told', () => {
    const story = calling().answer(answered(202, {}, { retryAfterMs: 999_999_999 }));
    expect(wake(story)).toBe(story.now + 10_000);
  });

  it('waits a while even when it is told to ask again at once', () => {
    const story = calling().answer(answered(425, {}, { retryAfterMs: 0 }));
    expect(wake(story)).toBeGreaterThan(story.now + 100);
  });

  it('polls the Location that was given, and takes its answer', () => {
    const story = calling()
      .answer(answered(202, {}, { location: '/done/1' }))
      .wait(20_000);
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'poll', pollUrl: '/done/1' } }]);
    expect(story.answer(answered(200, { id: 9 })).unit()).toMatchObject({ phase: 'succeeded', result: { id: 9 } });
  });

  it('polls the same place again where the answer names no other', () => {
    const story = calling()
      .answer(answered(202, {}, { location: '/done/1' }))
      .wait(20_000)
      .call(202)
      .wait(20_000);
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'poll', pollUrl: '/done/1' } }]);
  });

  it('is asked for by repeating, where that place is not there any more', () => {
    const story = calling()
      .answer(answered(202, {}, { location: '/done/1' }))
      .wait(20_000);
    const [{ unit, same }] = story.pending('bind') as [Bind];
    expect(same).toMatchObject({ name: 'todo-service', url: 'http://todo' });
    story.tell({
      type: 'bound',
      ...unit,
      undo: false,
      target: { ...TARGET, registryId: 'r2', url: 'http://elsewhere' },
    });
    expect(story.pending('call')).toEqual([]);
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'repeat', settles: true } }]);
  });

  it('is not waited for while the job stops: the task is undone', () => {
    const story = calling().ask('cancel').answer(202);
    expect(story.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('takes no longer than the task may', () => {
    const story = calling({ ...create, taskMaxTTL: 60 });
    for (let n = 0; n < 40 && story.state.status === 'running'; n++) story.answer(202).wait(2000).bind();
    expect(story.state.failure).toMatchObject({ code: 'task-expired' });
  });
});
