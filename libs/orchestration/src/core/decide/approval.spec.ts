import fc from 'fast-check';
import { openEffects } from '../undo/open-effects';
import { createTask, jobOf, TestJob } from '../testing/test-job';
import { ActionRefused } from './action-refused';

const gate = (name: string, approval: unknown = true) => ({ name, approval, tasks: [createTask] });
const gated = () => TestJob.of(jobOf(gate('a', { description: 'sure?' }), gate('b', { description: 'really?' })));
const refuses = (act: () => unknown, reason: string) => {
  expect(act).toThrow(ActionRefused);
  expect(act).toThrow(reason);
};

describe('an approval', () => {
  it('is waited for, and then the step begins', () => {
    expect(gated().effects).toEqual([]);
    expect(gated().decideApproval('approve', 'a').pending('bind')).toHaveLength(1);
    expect(gated().decideApproval('approve').pending('bind')).toHaveLength(1);
  });

  it('is recorded with its step', () => {
    const { requests } = gated().decideApproval('approve', 'a').state;
    expect(requests).toEqual([
      { action: 'approve', at: 1_000, by: 'ann', reason: 'she said so', step: 0, requestKey: null },
    ]);
  });

  it('comes after the condition, and its time-out counts from then', () => {
    const step = { ...gate('a', { timeoutMs: 100 }), when: { exists: '/a' } };
    const job = TestJob.of(jobOf(step)).wait(1_000).readState({ a: 1 });
    expect(job.state.steps[0]?.phase).toBe('approval');
    expect(job.wait(99).state.steps[0]?.phase).toBe('approval');
    expect(job.wait(1).state.status).toBe('cancelled');
  });

  it('that is refused cancels the job', () => {
    expect(gated().decideApproval('reject', 'a').state).toMatchObject({
      status: 'cancelled',
      requests: [{ action: 'reject', step: 0 }],
    });
  });
});

describe.each(['approve', 'reject'] as const)('%s', (type) => {
  const second = () => gated().decideApproval('approve', 'a').call(201);

  it('of another step than the one that waits is refused, and told what waits', () => {
    refuses(
      () => gated().decideApproval(type, 'b'),
      'it has not come to that yet; step "a" waits for an approval (sure?)',
    );
    refuses(
      () => gated().decideApproval(type, 'c'),
      'the job has no such step; step "a" waits for an approval (sure?)',
    );
    refuses(
      () => second().decideApproval(type, 'a'),
      'it was approved already by ann at 1970-01-01T00:00:01.000Z; step "b" waits for an approval (really?)',
    );
  });

  it('is refused where the step needs none, or was skipped', () => {
    const job = () => TestJob.of(jobOf({ ...gate('off'), enabled: false }, { name: 'free', tasks: [createTask] }));
    refuses(() => job().decideApproval(type, 'free'), 'it needs no approval; the job does not wait for an approval');
    refuses(() => job().decideApproval(type, 'off'), 'it was skipped: it is disabled');
    refuses(() => job().decideApproval(type), 'the job does not wait for an approval');
  });

  it('is refused once the job goes back, or has ended', () => {
    refuses(() => second().request('cancel').decideApproval(type, 'b'), 'the job is being undone');
    refuses(() => gated().request('cancel').decideApproval(type, 'a'), 'it is cancelled');
    refuses(() => gated().request('kill').decideApproval(type, 'a'), 'it is killed');
  });

  it('is refused from the moment the approval is overdue, whether or not the timer has fired', () => {
    const job = () => TestJob.of(jobOf(gate('a', { timeoutMs: 100 })));
    const late = (ms: number) => {
      const overdue = job();
      overdue.now += ms;
      return overdue.decideApproval(type, 'a');
    };
    expect(() => late(99)).not.toThrow();
    refuses(() => late(100), 'was not approved within 100 ms');
  });

  it('with the key of a recorded request changes nothing, and with that of another one is refused', () => {
    const job = gated().decideApproval(type, 'a', 'k1');
    const { version } = job.state;
    expect(job.decideApproval(type, 'a', 'k1').decideApproval(type, undefined, 'k1').state.version).toBe(version);
    refuses(() => job.decideApproval(type, 'b', 'k1'), `this Idempotency-Key was used to ${type} step "a"`);
    refuses(() => job.decideApproval(type === 'approve' ? 'reject' : 'approve', 'a', 'k1'), `used to ${type} step "a"`);
  });

  it('with the key of an earlier run does not decide the approval of this one', () => {
    const job = second().decideApproval('approve', 'b', 'k2').call(201).rerun().call(200).call(200);
    expect(job.decideApproval('approve', 'b', 'k2').state.steps.map(({ phase }) => phase)).toEqual([
      'approval',
      'pending',
    ]);
  });
});

it('however many approvals come, and whenever: no step is released but by one that names it while it waits', () => {
  const names = ['a', 'b', 'c', 'd'];
  const moves = fc.array(fc.constantFrom(...names, 'unknown', 'call'), { maxLength: 40 });
  fc.assert(
    fc.property(moves, (sequence) => {
      const job = TestJob.of(jobOf(...names.map((name) => gate(name))));
      for (const move of sequence) {
        const before = job.state;
        const waits = before.steps[before.cursor]?.phase === 'approval' ? names[before.cursor] : undefined;
        if (move === 'call') job.call(201);
        else if (move === waits) job.decideApproval('approve', move);
        else expect(() => job.decideApproval('approve', move)).toThrow(ActionRefused);
      }
      const { steps, requests } = job.state;
      const begun = steps.filter(({ phase }) => phase !== 'pending' && phase !== 'approval');
      expect(requests.map(({ step }) => step)).toEqual(begun.map((_, index) => index));
      expect(openEffects(job.state)).toEqual([]);
    }),
  );
});
