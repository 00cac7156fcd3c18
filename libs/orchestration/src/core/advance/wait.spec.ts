import fc from 'fast-check';
import { createTask, jobOf, TestJob } from '../testing/test-job';
import { waitingFor } from '../queries/waiting';

const SIGNAL = {
  name: 'paid',
  description: 'the bank',
  waitFor: { signal: 'payment', timeoutSeconds: 5, storeResultAt: '/paid' },
};
const hour = { name: 'pause', wait: { seconds: 3600 } };
const iso = (ms: number) => new Date(ms).toISOString();
const phases = (job: TestJob) => job.state.steps.map(({ phase }) => phase);

describe('a step that waits for a time', () => {
  it('ends when the time is over, and not before', () => {
    const job = TestJob.of(jobOf(hour, [createTask]));
    expect(waitingFor(job.state)).toEqual({
      kind: 'timer',
      step: 'pause',
      description: null,
      since: 1_000,
      until: 3_601_000,
    });
    expect(job.effects).toEqual([{ kind: 'wake', at: 3_601_000 }]);
    expect(phases(job.wait(3_599_999))).toEqual(['waiting', 'pending']);
    expect(phases(job.wait(1))).toEqual(['completed', 'running']);
    expect(job.call(201).state.status).toBe('completed');
  });

  it('ends at once if its time has passed', () => {
    expect(TestJob.of(jobOf({ wait: { until: iso(999) } }, hour)).state.cursor).toBe(1);
    expect(TestJob.of(jobOf({ wait: { seconds: 0 } })).state.status).toBe('completed');
  });

  it('takes the time from the state document, or its default', () => {
    const step = { name: 'a', wait: { until: { $fromState: '/at', default: iso(7_000) } } };
    const until = (document: object) => TestJob.of(jobOf(step)).readState(document).state.steps[0]?.wait?.until;
    expect(until({ at: iso(9_000) })).toBe(9_000);
    expect(until({})).toBe(7_000);
  });

  it.each([[{}], [{ at: 'soon' }], [{ at: 3 }], [{ at: '2026-02-30T00:00:00Z' }], [{ at: '2026-01-01' }]])(
    'fails where the state document has no time: %j',
    (document) => {
      const { state } = TestJob.of(jobOf({ wait: { until: { $fromState: '/at' } } })).readState(document);
      expect(state).toMatchObject({
        status: 'failed',
        failure: { task: null, code: 'state-value-missing', message: expect.stringContaining('"/at"') },
      });
    },
  );

  it('goes on while the job is paused, and is over when that continues', () => {
    const job = TestJob.of(jobOf(hour, [createTask])).request('pause');
    expect(job.effects).toEqual([]);
    expect(phases(job.wait(9_000_000))).toEqual(['waiting', 'pending']);
    expect(phases(job.continue())).toEqual(['completed', 'running']);
  });

  it('is over after a stop that lasted longer', () => {
    const job = TestJob.of(jobOf(hour, [createTask]));
    job.now += 9_000_000;
    expect(phases(job.send({ type: 'recovered' }))).toEqual(['completed', 'running']);
  });

  it('is ended by cancel, by kill and by a shorter jobMaxTTL, and what was before it is undone', () => {
    const waiting = (document: object = {}) => TestJob.of({ ...jobOf([createTask], hour), ...document }).call(201);
    expect(waiting().request('cancel').call().state).toMatchObject({ status: 'cancelled' });
    expect(waiting().request('kill').wait(9_000_000).state).toMatchObject({ status: 'killed', cursor: 1 });
    expect(waiting().request('kill').continue().wait(9_000_000).state).toMatchObject({ status: 'completed' });
    const expired = waiting({ jobMaxTTL: 60 });
    expect(expired.effects).toEqual([{ kind: 'wake', at: 61_000 }]);
    expect(expired.wait(60_000).call().state.status).toBe('cancelled');
  });

  it('follows the condition, the switch and the approval of the step', () => {
    const gated = TestJob.of(jobOf({ ...hour, approval: true })).wait(10);
    expect(waitingFor(gated.state)).toMatchObject({ kind: 'approval' });
    expect(waitingFor(gated.decideApproval('approve').state)).toMatchObject({ kind: 'timer', until: 3_601_010 });
    expect(TestJob.of(jobOf({ ...hour, enabled: false })).state.status).toBe('completed');
    const unless = TestJob.of(jobOf({ ...hour, when: { exists: '/x' } })).readState({});
    expect(unless.state).toMatchObject({ status: 'completed', steps: [{ phase: 'skipped' }] });
  });

  it('begins anew with every run', () => {
    const job = TestJob.of(jobOf(hour)).wait(3_600_000);
    expect(job.state.status).toBe('completed');
    expect(waitingFor(job.rerun().state)).toMatchObject({ kind: 'timer', until: job.now + 3_600_000 });
  });
});

describe('a step that waits for a signal', () => {
  const stored = (job: TestJob) => job.pending('write-state').map(({ writes }) => writes);

  it('ends with it, and stores its body in one patch', () => {
    const job = TestJob.of(jobOf(SIGNAL, [createTask]));
    expect(waitingFor(job.state)).toMatchObject({
      kind: 'signal',
      signal: 'payment',
      step: 'paid',
      description: 'the bank',
      until: 6_000,
    });
    job.signal('payment', { amount: 3 }).readState({});
    expect(stored(job)).toEqual([[expect.objectContaining({ path: '/paid', value: { amount: 3 } })]]);
    expect(phases(job.writeState())).toEqual(['completed', 'running']);
  });

  it('takes back what it stored when the job is undone', () => {
    const job = TestJob.of(jobOf(SIGNAL)).signal('payment', 7).readState({}).writeState();
    expect(job.state.status).toBe('completed');
    job.revert().readState({ paid: 7 });
    expect(job.pending('take-back-state')).toMatchObject([{ operations: [{ op: 'remove', path: '/paid' }] }]);
    expect(job.takeBackState().state.status).toBe('reverted');
  });

  it('takes one that came before, the first first', () => {
    const twice = [
      { waitFor: { signal: 'a', storeResultAt: '/1' } },
      { waitFor: { signal: 'a', storeResultAt: '/2' } },
    ];
    const job = TestJob.of(jobOf([createTask], ...twice));
    job.signal('a', 'first').signal('a', 'second').call(201).readState({});
    expect(stored(job)).toMatchObject([[{ path: '/1', value: 'first' }]]);
    job.writeState().readState({});
    expect(stored(job)).toMatchObject([[{ path: '/2', value: 'second' }]]);
    expect(job.writeState().state.status).toBe('completed');
  });

  it('fails when the time is over, and the job is undone', () => {
    const job = TestJob.of(jobOf([createTask], SIGNAL))
      .call(201)
      .wait(4_999);
    expect(phases(job)).toEqual(['completed', 'waiting']);
    job.wait(1).call();
    const message = 'step "paid": no signal "payment" came within 5 s';
    expect(job.state).toMatchObject({ status: 'failed', failure: { task: null, code: 'signal-timeout', message } });
  });

  it('takes what came in time while the job was paused, and nothing that came later', () => {
    const paused = (ms: number) => TestJob.of(jobOf(SIGNAL)).request('pause').wait(ms);
    const inTime = paused(4_999).signal('payment').wait(5_000);
    expect(phases(inTime)).toEqual(['waiting']);
    expect(phases(inTime.continue())).toEqual(['writing']);
    expect(() => paused(5_000).signal('payment')).toThrow('any more');
    expect(paused(5_000).continue().state.status).toBe('failed');
  });

  it('fails if its body has nothing where storeResultAt looks', () => {
    const step = { waitFor: { signal: 'a', storeResultAt: { targetPath: '/x', sourcePath: '/y' } } };
    expect(TestJob.of(jobOf(step)).signal('a', {}).state.failure).toMatchObject({ code: 'source-path-missing' });
  });

  it('waits anew with every run: what was taken is gone, what was kept stays', () => {
    const waits = { waitFor: { signal: 'a' } };
    const job = TestJob.of(jobOf(waits)).signal('a', 1);
    expect(job.state.status).toBe('completed');
    expect(waitingFor(job.rerun().state)).toMatchObject({ kind: 'signal' });
    const kept = TestJob.of(jobOf({ waitFor: { signal: 'b', timeoutSeconds: 1 } }, waits))
      .signal('a', 1)
      .wait(1_000);
    expect(kept.state.status).toBe('failed');
    expect(kept.rerun().signal('b').state.status).toBe('completed');
  });

  it('takes one signal for each such step, whatever comes when', () => {
    const steps = [SIGNAL, { wait: { seconds: 1 } }, { ...SIGNAL, name: 'b', waitFor: { signal: 'payment' } }];
    const move = fc.oneof(
      fc.nat(3_000).map((ms) => (job: TestJob) => job.wait(ms)),
      fc.constantFrom('pause', 'cancel', 'kill').map((type) => (job: TestJob) => job.request(type)),
      fc.constant((job: TestJob) => job.continue()),
      fc.constant((job: TestJob) => job.rerun()),
      fc.string().map((body) => (job: TestJob) => job.signal('payment', body)),
      fc.constant((job: TestJob) => job.readState({}).writeState().takeBackState()),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const job = TestJob.of(jobOf(...steps));
        for (const make of moves) {
          try {
            make(job);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ActionRefused' });
          }
        }
        const { state } = job;
        const taken = state.signals.filter((signal) => signal.taken);
        expect(taken.length).toBeLessThanOrEqual(2 * state.run);
        if (state.status !== 'completed') return;
        expect(state.steps.filter(({ wait }) => wait?.signal).length).toBe(2);
      }),
    );
  });
});
