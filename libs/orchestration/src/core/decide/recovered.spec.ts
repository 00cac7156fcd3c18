import { given } from '../testing/given';
import { responded, createTask, jobOf, TestJob, WITHOUT_REPEAT } from '../testing/test-job';

describe('after a stop of job-control', () => {
  it('a call in flight is settled by repeat, at once and at no cost', () => {
    const job = TestJob.of(jobOf([{ ...createTask, retry: { maxAttempts: 1 } }])).bind();
    given(job.events)
      .when({ type: 'recovered' })
      .then({ type: 'attempt-ended', outcome: 'lost' }, { type: 'call-waiting', spent: false }, 'call-due');
    expect(job.send({ type: 'recovered' }).pending('bind')).toMatchObject([{ action: 'repeat' }]);
    expect(job.call(201).state.status).toBe('completed');
  });

  it('a call that cannot be settled counts as unknown and is undone', () => {
    const job = TestJob.of(jobOf([createTask]))
      .bind(WITHOUT_REPEAT)
      .send({ type: 'recovered' });
    expect(job.state.failure).toMatchObject({ code: 'outcome-unknown' });
    expect(job.pending('bind')).toMatchObject([{ undo: true }]);
  });

  it('a poll is polled again', () => {
    const job = TestJob.of(jobOf([createTask]))
      .call(responded(202, {}, { location: '/p' }))
      .wait(20_000);
    expect(job.send({ type: 'recovered' }).bind().pending('call')).toMatchObject([{ call: { action: 'poll' } }]);
  });

  it('a revert in flight is sent again, and a 404 then acknowledges it', () => {
    const job = TestJob.of(jobOf([createTask]))
      .call(201)
      .revert()
      .bind()
      .send({ type: 'recovered' });
    expect(job.pending('bind')).toMatchObject([{ undo: true, action: 'revert' }]);
    expect(job.call(404).state.status).toBe('reverted');
  });

  it('a job that was stopping declares its calls unknown and undoes them', () => {
    const job = TestJob.of(jobOf([createTask]))
      .bind()
      .request('cancel')
      .send({ type: 'recovered' });
    expect(job.unit()).toMatchObject({ phase: 'failed', effect: 'unknown' });
    expect(job.call(200).state.status).toBe('cancelled');
  });

  it('what only looked for an instance looks again', () => {
    const job = TestJob.of(jobOf([createTask]));
    given(job.events).when({ type: 'recovered' }).then();
    expect(job.pending('bind')).toHaveLength(1);
  });

  it('a job that has ended stays as it is', () => {
    given(TestJob.of(jobOf([createTask])).call(201).events)
      .when({ type: 'recovered' })
      .then();
  });
});
