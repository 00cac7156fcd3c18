import { jobOf, LEDGER, TestJob } from '../testing/test-job';

const task = (fields: object = {}) => ({
  tag: 'todo',
  forEach: { $fromState: '/items' },
  input: { v: { $fromItem: '' }, n: { $index: true } },
  ...fields,
});
const units = (job: TestJob, kind: 'bind' | 'call') => job.pending(kind).map(({ unit }) => unit.unit);

describe('forEach', () => {
  it('calls once per item, each with its item and its own id', () => {
    const job = TestJob.of(jobOf([task()]))
      .readState({ items: ['a', 'b'] })
      .bind();
    expect(job.pending('call')).toMatchObject([
      { body: { v: 'a', n: 0 }, requestId: expect.stringMatching(/task-1\/0$/) },
      { body: { v: 'b', n: 1 }, requestId: expect.stringMatching(/task-1\/1$/) },
    ]);
  });

  it('takes its default where there is no list, in which a value of the state document may be meant', () => {
    const forEach = { $fromState: '/items', default: { $fromState: '/others', default: ['c'] } };
    const sent = (document: object) =>
      TestJob.of(jobOf([task({ forEach })]))
        .readState(document)
        .bind()
        .pending('call')
        .map(({ body }) => body);
    expect(sent({ others: ['a', 'b'] })).toMatchObject([{ v: 'a' }, { v: 'b' }]);
    expect(sent({})).toMatchObject([{ v: 'c' }]);
  });

  it('has at most maxParallel under way, and goes on as they end', () => {
    const job = TestJob.of(jobOf([task({ maxParallel: 2 })])).readState({ items: [1, 2, 3] });
    expect(units(job, 'bind')).toEqual([0, 1]);
    job.bind();
    expect(units(job, 'bind')).toEqual([]);
    job.respond();
    expect(units(job, 'bind')).toEqual([2]);
    expect(job.call().state.status).toBe('completed');
  });

  it('counts what waits for another try as under way', () => {
    const job = TestJob.of(jobOf([task({ maxParallel: 1 })]))
      .readState({ items: [1, 2] })
      .bind(LEDGER)
      .respond(503);
    expect(units(job, 'bind')).toEqual([]);
  });

  it('leaves one array per place, in the order of the items', () => {
    const job = TestJob.of(jobOf([task({ storeResultAt: '/out' })]))
      .readState({ items: [1, 2] })
      .call()
      .readState({});
    expect(job.pending('write-state')).toMatchObject([{ writes: [{ path: '/out', value: [{}, {}] }] }]);
  });

  it.each([
    ['/out', ['/out']],
    [{ targetPath: '/out', sourcePath: 'id' }, ['/out']],
    [{ targetPath: '/out', onlyOnStatus: [201] }, ['/out']],
    [
      [{ targetPath: '/ids', sourcePath: 'id' }, { targetPath: '/all' }],
      ['/ids', '/all'],
    ],
  ])('of nothing leaves an empty array at %j', (storeResultAt, paths) => {
    const job = TestJob.of(jobOf([task({ storeResultAt })]))
      .readState({ items: [], out: ['of the run before'] })
      .readState({ items: [], out: ['of the run before'] });
    const [write] = job.pending('write-state');
    expect(write?.writes.map(({ path, value }) => [path, value])).toEqual(paths.map((path) => [path, []]));
  });

  it('of nothing gives back what stood there, when it is undone', () => {
    const job = TestJob.of(jobOf([task({ storeResultAt: '/out' })]))
      .readState({ items: [] })
      .readState({ out: 'old' })
      .writeState()
      .revert()
      .readState({ out: [] });
    expect(job.pending('take-back-state')).toMatchObject([
      { operations: [{ op: 'replace', path: '/out', value: 'old' }] },
    ]);
  });

  it('of nothing is seen by the next task of a sequential step', () => {
    const tasks = [task({ storeResultAt: '/out' }), { tag: 'todo', input: { ids: { $fromState: '/out' } } }];
    const job = TestJob.of(jobOf({ mode: 'sequential', tasks }))
      .readState({ items: [] })
      .readState({ items: [] })
      .bind();
    expect(job.pending('call')).toMatchObject([{ body: { ids: [] } }]);
  });

  it('that is skipped stores nothing', () => {
    const skipped = TestJob.of(jobOf([task({ storeResultAt: '/out', enabled: false })]));
    expect(skipped.state.status).toBe('completed');
  });

  it('of nothing is done at once; of what is no list fails', () => {
    expect(TestJob.of(jobOf([task()])).readState({ items: [] }).state.status).toBe('completed');
    expect(TestJob.of(jobOf([task()])).readState({ items: 7 }).state).toMatchObject({
      status: 'failed',
      failure: { code: 'state-value-missing' },
    });
  });

  it('is undone item by item', () => {
    const job = TestJob.of(jobOf([task()]))
      .readState({ items: [1, 2] })
      .call()
      .revert();
    expect(job.pending('bind')).toMatchObject([
      { undo: true, unit: { unit: 0 } },
      { undo: true, unit: { unit: 1 } },
    ]);
  });

  it('that is disabled, or whose condition does not hold, is skipped', () => {
    expect(TestJob.of(jobOf([task({ enabled: false })])).unit()).toMatchObject({
      phase: 'skipped',
      skippedBecause: 'it is disabled',
    });
    expect(TestJob.of(jobOf([task({ when: { exists: '/x' } })])).readState({}).state.status).toBe('completed');
  });
});
