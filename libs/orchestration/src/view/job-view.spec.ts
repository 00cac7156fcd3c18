import { answered, create, jobOf, LEDGER, list, Story } from '../core/testing/story';
import { toJobView } from './job-view';

const seen = (story: Story) => toJobView(story.state, 'http://jobs');
const waitingForApproval = () => Story.of(jobOf([create], { approval: true, tasks: [list] })).call(201);

describe('what a job waits for', () => {
  it('is the approval, with what is asked and until when', () => {
    const step = { name: 'pay', approval: { description: 'sure?', timeoutMs: 500 }, tasks: [list] };
    const waits = { kind: 'approval', step: 'pay', description: 'sure?' };
    const { waitingFor, steps } = seen(Story.of(jobOf(step)));
    expect(waitingFor).toEqual({ ...waits, since: '1970-01-01T00:00:01.000Z', until: '1970-01-01T00:00:01.500Z' });
    expect(steps[0]?.waitingFor).toBe('an approval: sure?');
  });

  it('is the service that is missing, or the next attempt, while nothing else moves', () => {
    const story = Story.of(jobOf([create, list]));
    const [first, second] = story.pending('bind').map(({ unit }) => unit);
    story.tell({ type: 'blocked', ...first!, undo: false, reason: 'no service offers it' });
    expect(seen(story)).not.toHaveProperty('waitingFor');
    story.tell({ type: 'blocked', ...second!, undo: false, reason: 'no service offers that' });
    expect(seen(story).waitingFor).toEqual({
      kind: 'service',
      step: 'step-1',
      description: 'no service offers it',
      since: '1970-01-01T00:00:01.000Z',
    });
    expect(seen(Story.of(jobOf([create])).call(429)).waitingFor).toMatchObject({
      kind: 'retry',
      until: expect.any(String),
    });
  });

  it('is nothing once it has ended', () => {
    expect(seen(waitingForApproval().ask('kill'))).not.toHaveProperty('waitingFor');
  });
});

describe('what clients see of a job', () => {
  it('waits for an approval as long as it can be given', () => {
    expect(seen(waitingForApproval()).steps[1]).toMatchObject({ status: 'waiting', waitingFor: 'an approval' });
  });

  it('does not wait any more once it is refused: that step has stopped, the one before it is reverted', () => {
    const { status, steps } = seen(waitingForApproval().ask('reject').call());
    expect(status).toBe('cancelled');
    expect(steps.map((step) => step.status)).toEqual(['reverted', 'stopped']);
    expect(steps[1]).not.toHaveProperty('waitingFor');
  });

  it('waits for no service once it is killed', () => {
    const story = Story.of(jobOf([create]));
    for (const { unit } of story.pending('bind')) {
      story.tell({ type: 'blocked', ...unit, undo: false, reason: 'no service offers it' });
    }
    expect(seen(story).steps[0]?.tasks[0]).toMatchObject({ state: 'waiting' });
    const killed = seen(story.ask('kill')).steps[0];
    expect(killed).toMatchObject({ status: 'stopped', tasks: [{ state: 'stopped', effect: 'none' }] });
    expect(killed?.tasks[0]).not.toHaveProperty('waitingFor');
  });

  it('knows nothing of a call that was in flight when it was killed', () => {
    const [step] = seen(
      Story.of(jobOf([create]))
        .bind()
        .ask('kill'),
    ).steps;
    expect(step).toMatchObject({ status: 'stopped', tasks: [{ state: 'unknown', effect: 'unknown' }] });
  });

  it('says of what was believed why, and how an unknown outcome was settled', () => {
    const because = (story: Story) => seen(story).steps[0]?.tasks[0]?.effectBecause;
    const boom = answered(500, { error: 'boom' });
    const plain = { tag: 'todo', input: { text: 'x' } };
    expect(because(Story.of(jobOf([create])))).toBeUndefined();
    expect(because(Story.of(jobOf([create])).call(201))).toBe('done: answered 201');
    expect(because(Story.of(jobOf([create])).call(422))).toBe('not executed: answered 422');
    expect(because(Story.of(jobOf([plain])).call(boom))).toBe(
      'outcome unknown: answered 500: boom; cannot be settled: ' +
        'todo-service keeps no request ids, so its repeat might answer for another call',
    );
    const settled = Story.of(jobOf([create]))
      .bind(LEDGER)
      .answer(boom);
    expect(because(settled)).toContain('to be settled by repeat (todo-service keeps request ids)');
    expect(because(settled.wait(20_000).call(200))).toBe('done: answered 200, after answered 500: boom');
  });

  it('calls nothing reverted of which the service says that there was nothing to undo', () => {
    const story = Story.of(jobOf([{ tag: 'todo', input: { text: 'x' } }]))
      .call(200)
      .revert()
      .call(answered(200, { status: 'noop' }));
    const reason = 'nothing to undo, says todo-service';
    expect(seen(story)).toMatchObject({
      status: 'reverted',
      nothingToUndo: [{ task: 'step-1/task-1', service: 'todo-service', reason }],
      steps: [{ status: 'nothing-to-undo', tasks: [{ undo: { state: 'noop', reason } }] }],
    });
  });

  it('calls no step reverted of which something is still there', () => {
    const story = Story.of(jobOf([create], [create]))
      .call(201)
      .call(201)
      .revert()
      .call(405)
      .call(200);
    expect(seen(story)).toMatchObject({
      status: 'needs-attention',
      steps: [{ status: 'reverted' }, { status: 'needs-attention' }],
    });
  });

  describe('stored', () => {
    const appending = { ...create, storeResultAt: '/log/-' };
    const written = () =>
      Story.of(jobOf([create, appending, appending]))
        .call(201)
        .read({ log: ['theirs'] })
        .written();
    const outcomes = (story: Story) => seen(story).steps[0]?.tasks.map(({ stateWrites }) => stateWrites);

    it('is named by its place in the array, each with the task that appended it', () => {
      expect(outcomes(written())).toEqual([
        undefined,
        [{ pointer: '/log/1', outcome: 'written' }],
        [{ pointer: '/log/2', outcome: 'written' }],
      ]);
    });

    it('is said to be taken back, or not', () => {
      const story = written()
        .revert()
        .read({ log: [{}] })
        .takenBack();
      expect(outcomes(story)).toEqual([
        undefined,
        [{ pointer: '/log/1', outcome: 'changed-since' }],
        [{ pointer: '/log/2', outcome: 'taken-back' }],
      ]);
      expect(seen(story.call()).warnings).toEqual([expect.stringContaining('"/log/1"')]);
    });

    it('and impossible to take back, keeps its step from being called reverted', () => {
      const story = written().revert();
      story.tell({ type: 'state-not-taken-back', step: 0, message: 'gone' });
      expect(seen(story.call()).steps[0]).toMatchObject({ status: 'needs-attention' });
    });
  });
});
