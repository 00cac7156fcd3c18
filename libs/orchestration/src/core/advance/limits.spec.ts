import { POLICY_DEFAULTS } from '../plan/defaults';
import { JOB_LIMITS, type JobLimits } from '../plan/limits';
import { responded, createTask, jobOf, TestJob } from '../testing/test-job';

const KIB = 1024;
const text = (bytes: number) => 'x'.repeat(bytes);
const limited = (limits: Partial<JobLimits>) => ({ ...POLICY_DEFAULTS, limits: { ...JOB_LIMITS, ...limits } });
const forEach = (fields: object = {}) => ({ tag: 'todo', forEach: { $fromState: '/items' }, input: {}, ...fields });

describe('what a job becomes is bounded before anything is called', () => {
  it('an input that its references make too large fails its task, and the largest reference is named', () => {
    const input = { a: { $fromState: '/small' }, b: [{ $fromState: '/large' }, { $fromState: '/large' }] };
    const job = TestJob.of(jobOf([createTask], [{ tag: 'todo', input }]), {
      defaults: limited({ inputBytes: 10 * KIB }),
    })
      .call(201)
      .readState({ small: text(100), large: text(6 * KIB) });
    expect(job.state).toMatchObject({ failure: { task: 'step-2/task-1', code: 'limit-exceeded' }, phase: 'undoing' });
    expect(job.state.failure?.message).toBe('the input is larger than 10240 bytes; "/large" alone is 6146 bytes');
  });

  it('so do the inputs of a step together', () => {
    const task = { tag: 'todo', input: { a: { $fromState: '/large' } } };
    const job = TestJob.of(jobOf([task, task, task]), { defaults: limited({ recordBytes: 15 * KIB }) });
    job.readState({ large: text(6 * KIB) });
    expect(job.state).toMatchObject({ status: 'failed', failure: { code: 'limit-exceeded' } });
    expect(job.state.failure?.message).toContain('up to step-1/task-3 are larger than 15360 bytes together');
  });

  it('so does a forEach over too many items', () => {
    const job = TestJob.of(jobOf([forEach()]), { defaults: limited({ items: 2 }) }).readState({ items: [1, 2, 3] });
    expect(job.state).toMatchObject({ status: 'failed', failure: { code: 'limit-exceeded' } });
    expect(job.state.failure?.message).toContain('at most 2 items, and "/items" has 3');
  });

  it('so does what a step stores', () => {
    const task = { ...createTask, storeResultAt: '/out' };
    const job = TestJob.of(jobOf([task]), { defaults: limited({ recordBytes: 4 * KIB }) });
    job.bind().respond(responded(201, { v: text(5 * KIB) }));
    job.readState({});
    expect(job.state).toMatchObject({ failure: { code: 'limit-exceeded' }, phase: 'undoing' });
  });

  it('so does a result beyond what a job keeps; its effect is there, and is undone', () => {
    const job = TestJob.of(jobOf([createTask], [createTask]), { defaults: limited({ resultsBytes: KIB }) });
    for (const step of [0, 1]) job.bind().respond(responded(201, {}, { bytes: 610 + step }));
    expect(job.state).toMatchObject({ failure: { task: 'step-2/task-1', code: 'limit-exceeded' }, phase: 'undoing' });
    expect(job.pending('bind')).toMatchObject([{ undo: true, unit: { step: 1 } }]);
  });
});

describe('a wide step', () => {
  const atOnce = { defaults: limited({ unitsAtOnce: 2 }) };

  it('has so many calls under way at once, the others wait for their turn', () => {
    const job = TestJob.of(jobOf([createTask, createTask, createTask]), atOnce);
    expect(job.pending('bind').map(({ unit }) => unit.task)).toEqual([0, 1]);
    expect(job.call(201).call(201).state.status).toBe('completed');
  });

  it('prepares the items of a forEach as their turn comes, from the document as it stood at the start', () => {
    const input = { v: { $fromItem: '' }, s: { $fromState: '/s' } };
    const job = TestJob.of(jobOf([forEach({ input })]), atOnce).readState({ items: ['a', 'b', 'c'], s: 1 });
    expect(Array.from([0, 1, 2], (unit) => job.unit(0, 0, unit).phase)).toEqual(['binding', 'binding', 'new']);
    job.call(201).bind();
    expect(job.pending('call')).toMatchObject([{ unit: { unit: 2 }, body: { v: 'c', s: 1 } }]);
  });

  it('never takes a value of an item or of the document for a reference', () => {
    const input = { v: { $fromItem: '' }, s: { $fromState: '/s' } };
    const job = TestJob.of(jobOf([forEach({ input })])).readState({ items: [{ $index: true }], s: { $fromItem: '' } });
    expect(job.bind().pending('call')).toMatchObject([{ body: { v: { $index: true }, s: { $fromItem: '' } } }]);
  });

  it('fails before its first call when an item lacks what the input takes from it', () => {
    const input = { v: { $fromItem: '/id' } };
    const job = TestJob.of(jobOf([forEach({ input })]), atOnce).readState({ items: [{ id: 1 }, { id: 2 }, {}] });
    expect(job.state).toMatchObject({ status: 'failed', failure: { task: 'step-1/task-1/2' } });
    expect(job.events.filter(({ type }) => type === 'attempt-started')).toEqual([]);
  });

  it('counts the time limit of a forEach from its first item', () => {
    const job = TestJob.of(jobOf([forEach({ taskMaxTTL: 10 })]), atOnce).readState({ items: [1, 2, 3] });
    job.wait(6_000).call(201);
    job.wait(4_000);
    expect(job.state).toMatchObject({ failure: { code: 'task-expired', task: 'step-1/task-1/2' } });
  });

  it('says of items that were never called that they were not, when the job stops', () => {
    const job = TestJob.of(jobOf([forEach()]), atOnce).readState({ items: [1, 2, 3] });
    job.request('cancel');
    expect(job.state.status).toBe('cancelled');
    expect(job.unit(0, 0, 2)).toMatchObject({ phase: 'skipped', undo: { phase: 'not-needed' } });
  });
});
