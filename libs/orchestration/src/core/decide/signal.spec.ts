import { createTask, jobOf, TestJob } from '../testing/test-job';
import { ActionRefused } from './action-refused';

const waits = (signal: string, more: object = {}) => ({ name: signal, ...more, waitFor: { signal } });
const key = (requestKey: string, fingerprint = 'f') => ({ requestKey, fingerprint });
const refusal = (work: () => unknown): ActionRefused => {
  try {
    work();
  } catch (error) {
    if (error instanceof ActionRefused) return error;
  }
  throw new Error('it was not refused');
};

describe('a signal', () => {
  it('is recorded once per key, with who sent it', () => {
    const job = TestJob.of(jobOf([createTask], waits('a')));
    job.signal('a', 1, key('k')).signal('a', 1, key('k')).signal('a', 2).signal('a', 2);
    expect(job.events.filter(({ type }) => type === 'signal-received')).toMatchObject([
      { name: 'a', body: 1, by: 'ann', requestKey: 'k', fingerprint: 'f' },
      { body: 2 },
      { body: 2 },
    ]);
  });

  it('is known by its key also when it was taken, and when the job has ended', () => {
    const job = TestJob.of(jobOf(waits('a'))).signal('a', 1, key('k'));
    expect(job.state.status).toBe('completed');
    expect(job.signal('a', 1, key('k')).state.signals).toHaveLength(1);
  });

  it('is another one with another body or name', () => {
    const job = TestJob.of(jobOf([createTask], waits('a'), waits('b'))).signal('a', 1, key('k'));
    for (const again of [() => job.signal('a', 2, key('k', 'g')), () => job.signal('b', 1, key('k'))]) {
      expect(refusal(again).code).toBe('idempotency-mismatch');
    }
  });

  it('is refused if no step of the job knows it: the refusal names those that it knows', () => {
    const { code, message } = refusal(() => TestJob.of(jobOf(waits('a'), waits('b'))).signal('c'));
    expect({ code, message }).toEqual({
      code: 'not-found',
      message: 'no step of the job waits for a signal "c"; it waits for "a", "b"',
    });
    expect(refusal(() => TestJob.of(jobOf([createTask])).signal('c')).message).toContain('it waits for none');
  });

  it('is refused once no step will take it', () => {
    const done = TestJob.of(jobOf(waits('a'), [createTask])).signal('a');
    expect(refusal(() => done.signal('a'))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('any more'),
    });
    expect(refusal(() => done.call(201).signal('a')).message).toContain('the job is completed');
    expect(refusal(() => TestJob.of(jobOf([createTask], waits('a', { enabled: false }))).signal('a')).code).toBe(
      'conflict',
    );
    const back = TestJob.of(jobOf([createTask], waits('a')))
      .call(201)
      .request('cancel');
    expect(refusal(() => back.signal('a')).message).toContain('being undone');
  });

  it('is kept for the run that comes after the undo', () => {
    const job = TestJob.of(jobOf([createTask], waits('a')))
      .call(201)
      .signal('a', 1)
      .rerun('a');
    expect(job.state.status).toBe('running');
    const whole = TestJob.of(jobOf([createTask], waits('a')))
      .call(201)
      .signal('a', 1)
      .rerun();
    expect(whole.state.status).toBe('reverting');
    expect(whole.signal('a', 2).call().call(201).state.status).toBe('completed');
  });

  it('is refused if it is too large, or too many are kept', () => {
    const job = TestJob.of(jobOf([createTask], waits('a')));
    expect(refusal(() => job.signal('a', 'x'.repeat(64 * 1024))).code).toBe('payload-too-large');
    for (let n = 0; n < 100; n++) job.signal('a', 'x'.repeat(1_000));
    expect(refusal(() => job.signal('a'))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('keeps 100'),
    });
    expect(job.call(201).state.status).toBe('completed');
  });
});
