import { POLICY_DEFAULTS } from '../plan/defaults';
import { JOB_LIMITS, type JobLimits } from '../plan/limits';
import { answered, create, jobOf, Story } from '../testing/story';

const KIB = 1024;
const text = (bytes: number) => 'x'.repeat(bytes);
const limited = (limits: Partial<JobLimits>) => ({ ...POLICY_DEFAULTS, limits: { ...JOB_LIMITS, ...limits } });
const forEach = (fields: object = {}) => ({ tag: 'todo', forEach: { $fromState: '/items' }, input: {}, ...fields });

describe('what a job becomes is bounded before anything is called', () => {
  it('an input that its references make too large fails its task, and the largest reference is named', () => {
    const input = { a: { $fromState: '/small' }, b: [{ $fromState: '/large' }, { $fromState: '/large' }] };
    const story = Story.of(jobOf([create], [{ tag: 'todo', input }]), { defaults: limited({ inputBytes: 10 * KIB }) })
      .call(201)
      .read({ small: text(100), large: text(6 * KIB) });
    expect(story.state).toMatchObject({ failure: { task: 'step-2/task-1', code: 'limit-exceeded' }, phase: 'undoing' });
    expect(story.state.failure?.message).toBe('the input is larger than 10240 bytes; "/large" alone is 6146 bytes');
  });

  it('so do the inputs of a step together', () => {
    const task = { tag: 'todo', input: { a: { $fromState: '/large' } } };
    const story = Story.of(jobOf([task, task, task]), { defaults: limited({ recordBytes: 15 * KIB }) });
    story.read({ large: text(6 * KIB) });
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'limit-exceeded' } });
    expect(story.state.failure?.message).toContain('up to step-1/task-3 are larger than 15360 bytes together');
  });

  it('so does a forEach over too many items', () => {
    const story = Story.of(jobOf([forEach()]), { defaults: limited({ items: 2 }) }).read({ items: [1, 2, 3] });
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'limit-exceeded' } });
    expect(story.state.failure?.message).toContain('at most 2 items, and "/items" has 3');
  });

  it('so does what a step stores', () => {
    const task = { ...create, storeResultAt: '/out' };
    const story = Story.of(jobOf([task]), { defaults: limited({ recordBytes: 4 * KIB }) });
    story.bind().answer(answered(201, { v: text(5 * KIB) }));
    story.read({});
    expect(story.state).toMatchObject({ failure: { code: 'limit-exceeded' }, phase: 'undoing' });
  });

  it('so does a result beyond what a job keeps; its effect is there, and is undone', () => {
    const story = Story.of(jobOf([create], [create]), { defaults: limited({ resultsBytes: KIB }) });
    for (const step of [0, 1]) story.bind().answer(answered(201, {}, { bytes: 610 + step }));
    expect(story.state).toMatchObject({ failure: { task: 'step-2/task-1', code: 'limit-exceeded' }, phase: 'undoing' });
    expect(story.pending('bind')).toMatchObject([{ undo: true, unit: { step: 1 } }]);
  });
});

describe('a wide step', () => {
  const atOnce = { defaults: limited({ unitsAtOnce: 2 }) };

  it('has so many calls under way at once, the others wait for their turn', () => {
    const story = Story.of(jobOf([create, create, create]), atOnce);
    expect(story.pending('bind').map(({ unit }) => unit.task)).toEqual([0, 1]);
    expect(story.call(201).call(201).state.status).toBe('completed');
  });

  it('prepares the items of a forEach as their turn comes, from the document as it stood at the start', () => {
    const input = { v: { $fromItem: '' }, s: { $fromState: '/s' } };
    const story = Story.of(jobOf([forEach({ input })]), atOnce).read({ items: ['a', 'b', 'c'], s: 1 });
    expect(story.state.steps[0]?.tasks[0]?.units.map(({ phase }) => phase)).toEqual(['binding', 'binding', 'new']);
    story.call(201).bind();
    expect(story.pending('call')).toMatchObject([{ unit: { unit: 2 }, body: { v: 'c', s: 1 } }]);
  });

  it('never takes a value of an item or of the document for a reference', () => {
    const input = { v: { $fromItem: '' }, s: { $fromState: '/s' } };
    const story = Story.of(jobOf([forEach({ input })])).read({ items: [{ $index: true }], s: { $fromItem: '' } });
    expect(story.bind().pending('call')).toMatchObject([{ body: { v: { $index: true }, s: { $fromItem: '' } } }]);
  });

  it('fails before its first call when an item lacks what the input takes from it', () => {
    const input = { v: { $fromItem: '/id' } };
    const story = Story.of(jobOf([forEach({ input })]), atOnce).read({ items: [{ id: 1 }, { id: 2 }, {}] });
    expect(story.state).toMatchObject({ status: 'failed', failure: { task: 'step-1/task-1/2' } });
    expect(story.events.filter(({ type }) => type === 'attempt-started')).toEqual([]);
  });

  it('counts the time limit of a forEach from its first item', () => {
    const story = Story.of(jobOf([forEach({ taskMaxTTL: 10 })]), atOnce).read({ items: [1, 2, 3] });
    story.wait(6_000).call(201);
    story.wait(4_000);
    expect(story.state).toMatchObject({ failure: { code: 'task-expired', task: 'step-1/task-1/2' } });
  });

  it('says of items that were never called that they were not, when the job stops', () => {
    const story = Story.of(jobOf([forEach()]), atOnce).read({ items: [1, 2, 3] });
    story.ask('cancel');
    expect(story.state.status).toBe('cancelled');
    expect(story.state.steps[0]?.tasks[0]?.units[2]).toMatchObject({ phase: 'skipped', undo: { phase: 'not-needed' } });
  });
});
