import { openEffects } from '../open-effects';
import { type Answer } from '../task/answer';
import { answered, create, jobOf, list, NOT_SENT, Story, UNANSWERED } from '../testing/story';
import { ActionRefused } from './action-refused';

const waiting = () => Story.of(jobOf([create]));
const running = () => waiting().bind();
const completed = () => running().answer(201);
const failed = () => running().answer(422);
const needsAttention = () => completed().revert().call(405);
const twoSteps = () =>
  Story.of(jobOf([create], [create]))
    .call(201)
    .call(201);
const refuses = (act: () => unknown, message: string) => {
  expect(act).toThrow(ActionRefused);
  expect(act).toThrow(message);
};

describe('continue tries at once', () => {
  const answeredBy = (answer: Answer) => Story.of(jobOf([create])).call(answer);

  it('what waits for its next attempt', () => {
    const story = answeredBy(UNANSWERED).goOn();
    expect(story.pending('bind')).toMatchObject([{ action: 'repeat' }]);
    expect(story.state.requests).toMatchObject([{ action: 'continue' }]);
  });

  it('what polls', () => {
    const story = answeredBy(answered(202, {}, { location: '/done' })).goOn();
    expect(story.bind().pending('call')).toMatchObject([{ call: { action: 'poll' } }]);
  });

  it('what is undone', () => {
    const story = answeredBy(answered(201)).revert().call(UNANSWERED);
    expect(story.pending('bind')).toEqual([]);
    expect(story.goOn().pending('bind')).toMatchObject([{ undo: true }]);
    expect(story.call(200).state.status).toBe('reverted');
  });

  it('what waits for an instance, also one that is spared for its failures, and no longer than for this try', () => {
    const story = Story.of(jobOf([create]));
    const [before] = story.pending('bind');
    story.wait(1).goOn();
    const [after] = story.pending('bind');
    expect([before, after]).toMatchObject([{ regardless: false }, { regardless: true }]);
    expect(after?.key).not.toBe(before?.key);
    story.bind().answer(NOT_SENT).wait(20_000);
    expect(story.pending('bind')).toMatchObject([{ regardless: false }]);
  });

  it('what waited when the job was paused', () => {
    const story = answeredBy(UNANSWERED).ask('pause').goOn();
    expect(story.pending('bind')).toHaveLength(1);
  });

  it('and is nothing to a job that waits for nothing', () => {
    const story = Story.of(jobOf([create])).bind();
    const before = story.events.length;
    expect(story.goOn().events).toHaveLength(before);
  });
});

describe('cancel', () => {
  it('stops and undoes, and says who wanted it', () => {
    const story = running().ask('cancel').answer(201).call();
    expect(story.state).toMatchObject({
      status: 'cancelled',
      requests: [{ action: 'cancel', by: 'ann', reason: 'she said so' }],
    });
  });

  it('asked twice changes nothing the second time, not even when it is done', () => {
    const story = running().ask('cancel');
    const before = story.events.length;
    story.ask('cancel');
    expect(story.events).toHaveLength(before);
    expect(() => story.answer(422).ask('cancel')).not.toThrow();
  });

  it('is refused after the end, and while the job is undone for another reason', () => {
    refuses(() => completed().ask('cancel'), 'the job is already completed');
    refuses(() => completed().revert().ask('cancel'), 'already being undone');
    refuses(() => running().ask('cancel').ask('kill').ask('cancel'), 'the job is already killed');
  });
});

describe('kill', () => {
  it('stops and leaves, and lists what is there or may be', () => {
    const story = Story.of(jobOf([create, list]))
      .bind()
      .ask('kill');
    expect(story.effects).toEqual([]);
    expect(openEffects(story.state)).toMatchObject([
      { task: 'step-1/task-1', reason: 'outcome unknown: the job was killed' },
    ]);
  });

  it('is refused after another end, and does nothing twice', () => {
    refuses(() => completed().ask('kill'), 'already completed');
    expect(running().ask('kill').ask('kill').state.requests).toHaveLength(1);
  });

  it('can be followed by continue, which settles what was in flight', () => {
    expect(running().ask('kill').goOn().pending('bind')).toMatchObject([{ action: 'repeat' }]);
  });

  it('in the middle of undoing can be followed by continue only', () => {
    const story = completed().revert().bind().ask('kill');
    refuses(() => story.rerun(), 'continue goes on');
    expect(story.goOn().call().state.status).toBe('reverted');
  });

  it('can be followed by revert or rerun, which take what was in flight for unknown', () => {
    expect(running().ask('kill').revert().pending('bind')).toMatchObject([{ undo: true }]);
    expect(running().ask('kill').rerun().call().state).toMatchObject({ status: 'running', run: 2 });
  });
});

describe('pause', () => {
  it('starts nothing new, and still hears what is in flight', () => {
    const story = Story.of(jobOf([create], [create]))
      .bind()
      .ask('pause')
      .answer(201);
    expect(story.state).toMatchObject({ status: 'paused', cursor: 0 });
    expect(story.effects).toEqual([]);
    expect(story.goOn().pending('bind')).toMatchObject([{ unit: { step: 1 } }]);
  });

  it('does nothing twice, and is refused after the end and while undoing', () => {
    expect(running().ask('pause').ask('pause').state.requests).toHaveLength(1);
    refuses(() => completed().ask('pause'), 'already completed');
    refuses(() => running().ask('cancel').ask('pause'), 'cannot be paused');
  });

  it('can be ended by cancel', () => {
    expect(waiting().ask('pause').ask('cancel').state.status).toBe('cancelled');
  });
});

describe('continue', () => {
  it('of a job that runs does nothing, of one that has ended is refused', () => {
    expect(running().goOn().state.requests).toEqual([]);
    refuses(() => completed().goOn(), 'rerun starts it again');
  });

  it('with skip is for open effects only', () => {
    refuses(() => running().ask('pause').goOn('step-1/task-1'), 'skip writes off open effects');
  });
});

describe('rerun', () => {
  it('undoes what it will do again, and then does it with new ids', () => {
    const story = twoSteps().rerun('step-2');
    expect(story.pending('bind')).toMatchObject([{ undo: true, unit: { step: 1 } }]);
    story.call();
    expect(story.state).toMatchObject({ status: 'running', run: 2, cursor: 1, undo: null });
    expect(story.unit(0).requestId).toContain('/1/');
    expect(story.unit(1).requestId).toContain('/2/');
    expect(story.call(201).state.status).toBe('completed');
  });

  it('of a failed job starts again at once, for everything is undone', () => {
    expect(failed().rerun().state).toMatchObject({ status: 'running', run: 2, failure: null });
  });

  it('from a step is refused where an earlier one is not done', () => {
    refuses(
      () =>
        Story.of(jobOf([create], [create]))
          .call(422)
          .rerun('step-2'),
      'comes before "step-2" and is not done',
    );
    refuses(() => completed().rerun('step-7'), 'the job has no step "step-7"');
  });

  it('is refused before the end, and while effects are open', () => {
    refuses(() => running().rerun(), 'only one that has ended can run again');
    refuses(() => needsAttention().rerun(), 'still open');
  });

  it('prepares the state document if the run before never got so far', () => {
    const story = Story.of({ ...jobOf([create]), initialState: { a: 1 } }, { prepared: false });
    story.tell({ type: 'state-failed', step: null, message: 'nobody there' });
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'state-unavailable' } });
    expect(story.rerun().effects).toMatchObject([{ kind: 'prepare-state' }]);
    expect(story.tell({ type: 'state-prepared' }).call(201).state.status).toBe('completed');
  });

  it('undoes earlier steps of earlier runs too, when the new run fails', () => {
    const story = twoSteps().rerun('step-2').call().call(422);
    expect(story.pending('bind')).toMatchObject([{ undo: true, unit: { step: 0 } }]);
    expect(story.call().state.status).toBe('failed');
  });
});

describe('revert', () => {
  it('undoes a finished job back to a step, and later the rest', () => {
    const story = twoSteps().revert('step-2').call();
    expect(story.state.status).toBe('reverted');
    expect(story.state.steps.map(({ undone }) => undone)).toEqual([false, true]);
    expect(
      story
        .revert()
        .call()
        .state.steps.map(({ undone }) => undone),
    ).toEqual([true, true]);
  });

  it('asked twice changes nothing the second time', () => {
    const story = completed().revert();
    const before = story.events.length;
    expect(story.revert().events).toHaveLength(before);
    expect(story.call().revert().state.status).toBe('reverted');
  });

  it('of what never ran changes nothing', () => {
    const story = Story.of(jobOf([create], [create]))
      .call(201)
      .ask('kill')
      .revert()
      .call();
    const before = story.events.length;
    expect(story.revert().revert('step-2').events).toHaveLength(before);
  });

  it('is refused where it makes no sense, and says what would', () => {
    refuses(() => running().revert(), 'cancel stops and undoes it');
    refuses(() => failed().revert(), 'nothing of it is left to undo');
    refuses(() => needsAttention().revert(), 'continue tries again');
  });

  it('is refused while a rerun undoes, and while less than was asked for is undone', () => {
    refuses(() => completed().rerun().revert(), 'it is being undone already');
    refuses(() => twoSteps().revert('step-2').revert(), 'it is being undone already');
  });
});

it('a job whose last outcome is unknown is cancelled only when that is undone', () => {
  const story = running().ask('cancel').answer(UNANSWERED);
  expect(story.state.status).toBe('reverting');
  expect(story.call(404).state.status).toBe('cancelled');
});
