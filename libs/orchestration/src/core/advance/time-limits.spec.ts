import { create, jobOf, NOT_SENT, Story, UNANSWERED } from '../testing/story';

describe('taskMaxTTL', () => {
  const limited = () => Story.of(jobOf([{ ...create, taskMaxTTL: 2 }]));

  it('fails a task that is not done in time', () => {
    expect(limited().wait(2000).state).toMatchObject({ status: 'failed', failure: { code: 'task-expired' } });
    expect(limited().call(NOT_SENT).wait(2000).state.status).toBe('failed');
  });

  it.each([
    ['answered', 201],
    ['given up by its own time limit', UNANSWERED],
  ])('lets a call in flight be %s before it undoes it: a revert must not overtake it', (_, answer) => {
    const story = limited().bind().wait(2000);
    expect(story.state).toMatchObject({ status: 'reverting', failure: { code: 'task-expired' } });
    expect(story.effects).toMatchObject([{ kind: 'call', undo: false }]);
    expect(story.answer(answer).pending('bind')).toMatchObject([{ undo: true }]);
    expect(story.call().state.status).toBe('failed');
  });

  it('wakes the job at that time, and not before', () => {
    const story = limited();
    expect(story.pending('wake')).toEqual([{ kind: 'wake', at: 3000 }]);
    expect(story.wait(1999).state.status).toBe('running');
  });
});

describe('jobMaxTTL', () => {
  const limited = () => Story.of({ ...jobOf([create], { approval: true, tasks: [create] }), jobMaxTTL: 5 });

  it('cancels a job that is not done in time, whatever it waits for', () => {
    expect(limited().wait(5000).state).toMatchObject({ status: 'cancelled', requests: [{ action: 'expire' }] });
    expect(limited().call(201).wait(5000).call().state.status).toBe('cancelled');
    expect(limited().ask('pause').wait(5000).state.status).toBe('cancelled');
  });

  it('counts from the start of the run', () => {
    const story = limited().call(422).wait(10_000).rerun();
    expect(story.state.status).toBe('running');
    expect(story.pending('wake')).toEqual([{ kind: 'wake', at: 16_000 }]);
  });

  it('does not hurry what is being undone', () => {
    expect(limited().call(201).ask('cancel').wait(60_000).state.status).toBe('reverting');
  });
});

describe('bindTimeoutMs', () => {
  it('is given to whoever looks, and nobody found by then fails the task', () => {
    const story = Story.of(jobOf([{ ...create, bindTimeoutMs: 700 }]));
    expect(story.pending('bind')).toMatchObject([{ deadline: 1700, durable: false }]);
    story.tell({ type: 'blocked', step: 0, task: 0, unit: 0, undo: false, reason: 'nobody' });
    expect(story.unit().call.waitingFor).toBe('nobody');
    story.tell({ type: 'not-bound', step: 0, task: 0, unit: 0, undo: false, message: 'nobody' });
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'no-service' } });
  });
});
