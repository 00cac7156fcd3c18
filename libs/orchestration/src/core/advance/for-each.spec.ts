import { jobOf, LEDGER, Story } from '../testing/story';

const task = (fields: object = {}) => ({
  tag: 'todo',
  forEach: { $fromState: '/items' },
  input: { v: { $fromItem: '' }, n: { $index: true } },
  ...fields,
});
const units = (story: Story, kind: 'bind' | 'call') => story.pending(kind).map(({ unit }) => unit.unit);

describe('forEach', () => {
  it('calls once per item, each with its item and its own id', () => {
    const story = Story.of(jobOf([task()]))
      .read({ items: ['a', 'b'] })
      .bind();
    expect(story.pending('call')).toMatchObject([
      { body: { v: 'a', n: 0 }, requestId: expect.stringMatching(/task-1\/0$/) },
      { body: { v: 'b', n: 1 }, requestId: expect.stringMatching(/task-1\/1$/) },
    ]);
  });

  it('takes its default where there is no list, in which a value of the state document may be meant', () => {
    const forEach = { $fromState: '/items', default: { $fromState: '/others', default: ['c'] } };
    const sent = (document: object) =>
      Story.of(jobOf([task({ forEach })]))
        .read(document)
        .bind()
        .pending('call')
        .map(({ body }) => body);
    expect(sent({ others: ['a', 'b'] })).toMatchObject([{ v: 'a' }, { v: 'b' }]);
    expect(sent({})).toMatchObject([{ v: 'c' }]);
  });

  it('has at most maxParallel under way, and goes on as they end', () => {
    const story = Story.of(jobOf([task({ maxParallel: 2 })])).read({ items: [1, 2, 3] });
    expect(units(story, 'bind')).toEqual([0, 1]);
    story.bind();
    expect(units(story, 'bind')).toEqual([]);
    story.answer();
    expect(units(story, 'bind')).toEqual([2]);
    expect(story.call().state.status).toBe('completed');
  });

  it('counts what waits for another try as under way', () => {
    const story = Story.of(jobOf([task({ maxParallel: 1 })]))
      .read({ items: [1, 2] })
      .bind(LEDGER)
      .answer(503);
    expect(units(story, 'bind')).toEqual([]);
  });

  it('leaves one array per place, in the order of the items', () => {
    const story = Story.of(jobOf([task({ storeResultAt: '/out' })]))
      .read({ items: [1, 2] })
      .call()
      .read({});
    expect(story.pending('write-state')).toMatchObject([{ writes: [{ path: '/out', value: [{}, {}] }] }]);
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
    const story = Story.of(jobOf([task({ storeResultAt })]))
      .read({ items: [], out: ['of the run before'] })
      .read({ items: [], out: ['of the run before'] });
    const [write] = story.pending('write-state');
    expect(write?.writes.map(({ path, value }) => [path, value])).toEqual(paths.map((path) => [path, []]));
  });

  it('of nothing gives back what stood there, when it is undone', () => {
    const story = Story.of(jobOf([task({ storeResultAt: '/out' })]))
      .read({ items: [] })
      .read({ out: 'old' })
      .written()
      .revert()
      .read({ out: [] });
    expect(story.pending('take-back-state')).toMatchObject([
      { operations: [{ op: 'replace', path: '/out', value: 'old' }] },
    ]);
  });

  it('of nothing is seen by the next task of a sequential step', () => {
    const tasks = [task({ storeResultAt: '/out' }), { tag: 'todo', input: { ids: { $fromState: '/out' } } }];
    const story = Story.of(jobOf({ mode: 'sequential', tasks }))
      .read({ items: [] })
      .read({ items: [] })
      .bind();
    expect(story.pending('call')).toMatchObject([{ body: { ids: [] } }]);
  });

  it('that is skipped stores nothing', () => {
    const skipped = Story.of(jobOf([task({ storeResultAt: '/out', enabled: false })]));
    expect(skipped.state.status).toBe('completed');
  });

  it('of nothing is done at once; of what is no list fails', () => {
    expect(Story.of(jobOf([task()])).read({ items: [] }).state.status).toBe('completed');
    expect(Story.of(jobOf([task()])).read({ items: 7 }).state).toMatchObject({
      status: 'failed',
      failure: { code: 'state-value-missing' },
    });
  });

  it('is undone item by item', () => {
    const story = Story.of(jobOf([task()]))
      .read({ items: [1, 2] })
      .call()
      .revert();
    expect(story.pending('bind')).toMatchObject([
      { undo: true, unit: { unit: 0 } },
      { undo: true, unit: { unit: 1 } },
    ]);
  });

  it('that is disabled, or whose condition does not hold, is skipped', () => {
    expect(Story.of(jobOf([task({ enabled: false })])).unit()).toMatchObject({
      phase: 'skipped',
      skippedBecause: 'it is disabled',
    });
    expect(Story.of(jobOf([task({ when: { exists: '/x' } })])).read({}).state.status).toBe('completed');
  });
});
