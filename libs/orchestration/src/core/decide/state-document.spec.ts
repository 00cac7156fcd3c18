import { given } from '../testing/given';
import { create, jobOf, Story } from '../testing/story';

const reads = (pointer: string, fields: object = {}) => ({
  tag: 'todo',
  input: { v: { $fromState: pointer } },
  ...fields,
});
const storing = { ...create, storeResultAt: '/a' };

describe('the state document', () => {
  it('is read once for a whole step, before anything of it starts', () => {
    const story = Story.of(jobOf([reads('/a'), reads('/b'), create]));
    expect(story.effects.map(({ kind }) => kind)).toEqual(['read-state']);
    expect(
      story
        .read({ a: 1, b: 2 })
        .bind()
        .pending('call')
        .map(({ body }) => body),
    ).toMatchObject([{ v: 1 }, { v: 2 }, {}]);
  });

  it('is read before every task of a sequential step that needs it', () => {
    const story = Story.of(jobOf({ mode: 'sequential', tasks: [reads('/a'), create, reads('/b')] }));
    expect(story.pending('read-state')).toMatchObject([{ task: 0 }]);
    story.read({ a: 1 }).call().call();
    expect(story.pending('read-state')).toMatchObject([{ task: 2 }]);
  });

  it('without a wanted value fails the task, names the pointer, and nothing is sent', () => {
    const story = Story.of(jobOf([reads('/gone')])).read({});
    expect(story.state).toMatchObject({
      status: 'failed',
      failure: { code: 'state-value-missing', message: 'the state document has no value at "/gone"' },
    });
  });

  it('without a wanted value leaves the member out for the older /run-job, with a warning', () => {
    const story = Story.of(jobOf([reads('/gone')]), { lenient: true })
      .read({})
      .bind();
    expect(story.pending('call')[0]?.body).not.toHaveProperty('v');
    expect(story.state.warnings).toEqual([expect.stringContaining('"/gone"')]);
  });

  it('decides whether a step or a task runs', () => {
    const step = Story.of(jobOf({ when: { exists: '/x' }, tasks: [create] })).read({});
    expect(step.state.steps[0]).toMatchObject({ phase: 'skipped', skippedBecause: 'its condition does not hold' });
    expect(
      Story.of(jobOf([{ ...create, when: { exists: '/x' } }]))
        .read({})
        .unit(),
    ).toMatchObject({ phase: 'skipped' });
  });

  it('that stays out of reach fails the step, and what was done is undone', () => {
    const story = Story.of(jobOf([create], [reads('/a')])).call();
    story.tell({ type: 'state-failed', step: 1, message: 'nobody there' });
    expect(story.state.failure).toMatchObject({ code: 'state-unavailable' });
    expect(story.pending('bind')).toMatchObject([{ undo: true, unit: { step: 0 } }]);
  });
});

describe('a step that begins in the moment in which the job’s own write was answered', () => {
  const written = (next: object) =>
    Story.of(jobOf([storing], next))
      .call(201)
      .read({})
      .written();
  const [seen, asked] = [100, 0];
  const ages = (story: Story) => story.pending('read-state').map(({ maxAgeMs }) => maxAgeMs);

  it('finds the document as that answer tells, be it a patch or the making of it', () => {
    expect(ages(written({ tasks: [reads('/a')] }))).toEqual([seen]);
    expect(ages(written({ when: { exists: '/a' }, tasks: [reads('/a')] }))).toEqual([seen]);
    expect(ages(Story.of(jobOf([reads('/a')])))).toEqual([seen]);
  });

  it('asks again once that moment is over: after its condition, an approval, or a pause', () => {
    expect(ages(written({ when: { exists: '/a' }, tasks: [reads('/a')] }).read({ a: 1 }))).toEqual([asked]);
    expect(ages(written({ approval: true, tasks: [reads('/a')] }).ask('approve'))).toEqual([asked]);
    const paused = Story.of(jobOf([storing], [reads('/a')]))
      .call(201)
      .read({})
      .ask('pause')
      .written();
    expect(ages(paused.wait(1).goOn())).toEqual([asked]);
  });

  it('and no other: services may have written it meanwhile', () => {
    expect(ages(Story.of(jobOf([create], [reads('/a')])).call(201))).toEqual([asked]);
  });
});

describe('the one patch of a step', () => {
  const settled = () => Story.of(jobOf([storing])).call(201);

  it('is on disk with what it replaces before it leaves', () => {
    const story = settled().read({ a: 'old' }, '"7"');
    expect(story.pending('write-state')).toMatchObject([
      { durable: true, etag: '"7"', writes: [{ path: '/a', existed: true, previous: 'old' }] },
    ]);
    expect(story.written().state.status).toBe('completed');
  });

  it('is planned anew when somebody wrote in between, under a new key', () => {
    const story = settled().read({ a: 'old' });
    const [first] = story.pending('write-state');
    story.tell({ type: 'state-conflict', step: 0, key: first?.idempotencyKey ?? '' });
    expect(story.pending('read-state')).toMatchObject([{ maxAgeMs: 0 }]);
    const [second] = story.read({ a: 'new' }, '"2"').pending('write-state');
    expect(second).toMatchObject({ etag: '"2"', writes: [{ previous: 'new' }] });
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey);
  });

  it('is settled before undoing begins, and then taken back', () => {
    const story = settled().read({}).ask('cancel');
    expect(story.state.phase).toBe('draining');
    expect(story.written().read({ a: {} }).pending('take-back-state')).toHaveLength(1);
  });

  it('of which nobody knows whether it arrived is taken back all the same', () => {
    const story = settled().read({});
    story.tell({ type: 'state-failed', step: 0, message: 'time-out' });
    expect(story.read({ a: {} }, '"2"').pending('take-back-state')).toHaveLength(1);
  });

  it('that is refused fails the step, and there is nothing to take back', () => {
    const story = settled().read({});
    const key = story.pending('write-state')[0]?.idempotencyKey ?? '';
    story.tell({ type: 'state-refused', step: 0, key, message: 'too large' });
    expect(story.state.failure).toMatchObject({ code: 'state-refused' });
    expect(story.pending('take-back-state')).toEqual([]);
  });

  it('that has no place in the document fails the step', () => {
    const story = Story.of(jobOf([{ ...create, storeResultAt: '/a/b' }]))
      .call(201)
      .read({ a: 1 });
    expect(story.state.failure).toMatchObject({ code: 'state-conflict' });
  });

  it('is not moved by an answer to another', () => {
    given(settled().read({}).events).when({ type: 'state-written', step: 0, key: 'another' }).then();
  });
});

it('is not awaited by a job that is killed or stopped while it is prepared', () => {
  const preparing = () => Story.of({ ...jobOf([create]), initialState: {} }, { prepared: false });
  expect(preparing().effects).toMatchObject([{ kind: 'prepare-state', durable: true }]);
  expect(preparing().ask('cancel').state.status).toBe('cancelled');
});
