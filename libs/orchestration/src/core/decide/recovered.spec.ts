import { given } from '../testing/given';
import { answered, create, jobOf, Story, WITHOUT_REPEAT } from '../testing/story';

describe('after a stop of job-control', () => {
  it('a call in flight is settled by repeat, at once and at no cost', () => {
    const story = Story.of(jobOf([{ ...create, retry: { maxAttempts: 1 } }])).bind();
    given(story.events)
      .when({ type: 'recovered' })
      .then({ type: 'attempt-ended', outcome: 'lost' }, { type: 'call-waiting', spent: false }, 'call-due');
    expect(story.tell({ type: 'recovered' }).pending('bind')).toMatchObject([{ action: 'repeat' }]);
    expect(story.call(201).state.status).toBe('completed');
  });

  it('a call that cannot be settled counts as unknown and is undone', () => {
    const story = Story.of(jobOf([create]))
      .bind(WITHOUT_REPEAT)
      .tell({ type: 'recovered' });
    expect(story.state.failure).toMatchObject({ code: 'outcome-unknown' });
    expect(story.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('a poll is polled again', () => {
    const story = Story.of(jobOf([create]))
      .call(answered(202, {}, { location: '/p' }))
      .wait(20_000);
    expect(story.tell({ type: 'recovered' }).bind().pending('call')).toMatchObject([{ call: { action: 'poll' } }]);
  });

  it('a revert in flight is sent again, and a 404 then acknowledges it', () => {
    const story = Story.of(jobOf([create]))
      .call(201)
      .revert()
      .bind()
      .tell({ type: 'recovered' });
    expect(story.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
    expect(story.call(404).state.status).toBe('reverted');
  });

  it('a job that was stopping declares its calls unknown and undoes them', () => {
    const story = Story.of(jobOf([create]))
      .bind()
      .ask('cancel')
      .tell({ type: 'recovered' });
    expect(story.unit()).toMatchObject({ phase: 'failed', effect: 'unknown' });
    expect(story.call(200).state.status).toBe('cancelled');
  });

  it('what only looked for somebody looks again', () => {
    const story = Story.of(jobOf([create]));
    given(story.events).when({ type: 'recovered' }).then();
    expect(story.pending('bind')).toHaveLength(1);
  });

  it('a job that has ended stays as it is', () => {
    given(Story.of(jobOf([create])).call(201).events)
      .when({ type: 'recovered' })
      .then();
  });
});
