import fc from 'fast-check';
import { validateJobDocument } from './validate-job-document';

type Told = Record<string, string>;

function check(document: object, lenient = false): { faults: Told; warnings: Told } {
  const { faults, warnings } = validateJobDocument(document, { lenient });
  const told = (list: typeof faults): Told =>
    Object.fromEntries(list.map(({ pointer, message }) => [pointer, message]));
  return { faults: told(faults), warnings: told(warnings) };
}

const faultsOf = (document: object) => check(document).faults;
const warningsOf = (document: object) => {
  const { faults, warnings } = check(document);
  expect(faults).toEqual({});
  return warnings;
};

const task = (more: object = {}) => ({ tag: 'todo', ...more });
const reads = (pointer: string, more: object = {}) => task({ input: { id: { $fromState: pointer, ...more } } });
const stores = (storeResultAt: unknown, more: object = {}) => task({ storeResultAt, ...more });
const step = (...tasks: object[]) => ({ tasks });
const inOrder = (...tasks: object[]) => ({ mode: 'sequential', tasks });
const jobOf = (...steps: object[]) => ({ steps });

describe('a value that is used', () => {
  const AT = '/steps/1/tasks/0/input/id/$fromState';

  it('and that nothing stores before is reported, with its pointer', () => {
    expect(warningsOf(jobOf(step(stores('/todo')), step(reads('/tdo/id'))))).toEqual({
      [AT]: 'nothing stores a value at "/tdo/id" before this, and there is no default',
    });
  });

  it.each<[string, object]>([
    ['the same place', stores('/todo/id')],
    ['a place above it', stores({ targetPath: '/todo' })],
    ['a place below it', stores([{ targetPath: '/todo/id/text' }])],
    ['a place only sometimes', stores('/todo/id', { when: { exists: '/flag' } })],
    ['one of some statuses', stores([{ targetPath: '/todo/id', onlyOnStatus: [201] }])],
    ['every item of a list', stores('/todo/id', { forEach: { $fromState: '/items' } })],
    ['its address passed to a service', task({ input: { deep: [{ url: { $stateURL: true } }] } })],
  ])('is there when an earlier step stores %s', (_, earlier) => {
    expect(warningsOf({ initialState: { items: [] }, ...jobOf(step(earlier), step(reads('/todo/id'))) })).toEqual({});
  });

  it('may come from the state at the start, a default, or a document of others', () => {
    const job = jobOf(step(task()), step(reads('/todo/id')));
    expect(warningsOf({ ...job, initialState: { todo: { id: 0 } } })).toEqual({});
    expect(warningsOf({ ...job, sharedState: { todo: { id: null } } })).toEqual({});
    expect(warningsOf({ ...job, sharedStateURL: 'http://127.0.0.1:4500/state/a' })).toEqual({});
    expect(warningsOf({ ...job, initialState: { todo: 'text' } })).toHaveProperty([AT]);
    expect(warningsOf(jobOf(step(reads('/todo/id', { default: null })), step(reads('', {}))))).toEqual({});
  });

  it('is not there yet when a task of the same step stores it, but for a sequential step', () => {
    const tasks = [stores('/a'), reads('/a')];
    expect(warningsOf(jobOf(step(...tasks)))).toHaveProperty(['/steps/0/tasks/1/input/id/$fromState']);
    expect(warningsOf(jobOf(inOrder(...tasks)))).toEqual({});
    expect(warningsOf(jobOf(inOrder(...tasks.toReversed())))).toHaveProperty(['/steps/0/tasks/0/input/id/$fromState']);
  });

  it('is missing when only disabled tasks store it, and not required when what uses it is disabled', () => {
    expect(warningsOf(jobOf(step(stores('/a', { enabled: false })), step(reads('/a'))))).not.toEqual({});
    expect(warningsOf(jobOf({ ...step(stores('/a')), enabled: false }, step(reads('/a'))))).not.toEqual({});
    expect(warningsOf(jobOf(step(task()), { ...step(reads('/a')), enabled: false }))).toEqual({});
  });

  it('may be found by appending', () => {
    expect(warningsOf(jobOf(step(stores('/list/-')), step(reads('/list/0'))))).toEqual({});
  });

  it('may be the list of a forEach, or what a condition compares; whether it exists may be asked', () => {
    const forEach = task({ forEach: { $fromState: '/items' } });
    expect(Object.keys(warningsOf(jobOf(step(forEach))))).toEqual(['/steps/0/tasks/0/forEach/$fromState']);
    const when = { any: [{ not: { equals: ['/a', 1] } }, { exists: '/b' }] };
    expect(Object.keys(warningsOf(jobOf({ when, ...step(task({ when })) })))).toEqual([
      '/steps/0/when/any/0/not/equals/0',
      '/steps/0/tasks/0/when/any/0/not/equals/0',
    ]);
  });
});

describe('two tasks of a step that store', () => {
  const AT = '/steps/0/tasks/1/storeResultAt';

  it.each([
    ['/a', '/a'],
    ['/a', '/a/b'],
    ['/a/b', '/a'],
    ['', '/a'],
    ['/list/-', '/list'],
  ])('at %j and %j are refused: one of the two would be lost', (one, other) => {
    const { faults } = check(jobOf(step(stores(one), stores(other))));
    expect(faults).toEqual({ [AT]: `expected a place of its own: step-1/task-1 stores at "${one}"` });
  });

  it.each([
    ['/a', '/b'],
    ['/a', '/ab'],
    ['/list/-', '/list/-'],
    ['/a/b', '/a/c'],
  ])('at %j and %j are welcome', (one, other) => {
    expect(warningsOf(jobOf(step(stores(one), stores(other))))).toEqual({});
  });

  it('are reported where one of them may not, and left alone where one is disabled', () => {
    const when = { exists: '/flag' };
    expect(Object.keys(warningsOf(jobOf(step(stores('/a', { when }), stores('/a')))))).toEqual([AT]);
    const some = stores({ targetPath: '/a', onlyOnStatus: [201] });
    expect(Object.keys(warningsOf(jobOf(step(stores('/a'), some))))).toEqual([`${AT}/targetPath`]);
    expect(warningsOf(jobOf(step(stores('/a'), stores('/a', { enabled: false }))))).toEqual({});
    expect(warningsOf(jobOf(step(stores('/a')), step(stores('/a'))))).toEqual({});
  });

  it('one after another lose nothing where the value was read in between, or only a part of it is replaced', () => {
    expect(Object.keys(faultsOf(jobOf(inOrder(stores('/a'), stores('/a')))))).toEqual([AT]);
    expect(Object.keys(faultsOf(jobOf(inOrder(stores('/a/b'), stores('/a')))))).toEqual([AT]);
    expect(Object.keys(warningsOf(jobOf(inOrder(stores('/a'), stores('/a/b')))))).toEqual([AT]);
    expect(warningsOf(jobOf(inOrder(stores('/a'), reads('/a/b'), stores('/a'))))).toEqual({});
    expect(warningsOf(jobOf(inOrder(stores('/a'), { ...reads('/a'), storeResultAt: '/a' })))).toEqual({});
  });

  it('are found whatever their order and number', () => {
    const token = fc.constantFrom('a', 'b', 'ab');
    const places = fc.array(fc.array(token, { maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(places, (all) => {
        const isWithin = (one: string[], other: string[]) => other.every((part, index) => one[index] === part);
        const overlaps = all.some((one, index) =>
          all.slice(index + 1).some((other) => isWithin(one, other) || isWithin(other, one)),
        );
        const tasks = all.map((tokens) => stores(tokens.map((part) => `/${part}`).join('')));
        expect(Object.keys(faultsOf(jobOf(step(...tasks)))).length > 0).toBe(overlaps);
      }),
    );
  });
});

describe('a member that looks like a directive', () => {
  const inputOf = (input: object) => Object.entries(warningsOf(jobOf(step(task({ input })))));

  it.each([
    ['$fromstate', '$fromState'],
    ['$fromSate', '$fromState'],
    ['$formState', '$fromState'],
    ['$FromItem', '$fromItem'],
    ['$stateUrl', '$stateURL'],
    ['$secert', '$secret'],
  ])('%s is reported: %s was meant', (key, meant) => {
    expect(inputOf({ list: [{ a: { [key]: '/a' } }] })).toEqual([
      [`/steps/0/tasks/0/input/list/0/a/${key}`, `did you mean ${meant}? "${key}" is sent as it is`],
    ]);
  });

  it('without its sign is reported where its value is one', () => {
    expect(inputOf({ a: { fromState: '/a' } })).toHaveLength(1);
    expect(inputOf({ a: { fromState: 'Ohio' }, b: { index: 4 }, secret: 'x' })).toEqual([]);
  });

  it.each(['$ref', '$id', '$schema', '$set', '$inc', '$price', 'name', '$literal'])('%s is another word', (key) => {
    expect(inputOf({ [key]: 'x' })).toEqual([]);
  });

  it('is reported where nothing is replaced', () => {
    const state = { a: { $fromState: '/b' } };
    const when = { equals: ['/a', { $fromState: '/b' }] };
    expect(
      Object.keys(warningsOf({ initialState: state, sharedState: state, ...jobOf({ when, ...step(task()) }) })),
    ).toEqual(['/initialState/a/$fromState', '/sharedState/a/$fromState', '/steps/0/when/equals/1/$fromState']);
  });
});

it('an item is referred to only in a task with forEach', () => {
  const input = { a: { $fromItem: '/id' }, b: [{ $index: true }] };
  expect(Object.keys(faultsOf(jobOf(step(task({ input })))))).toEqual([
    '/steps/0/tasks/0/input/a/$fromItem',
    '/steps/0/tasks/0/input/b/0/$index',
  ]);
  const forEach = { $fromState: '/items' };
  expect(warningsOf({ initialState: { items: [] }, ...jobOf(step(task({ input, forEach }))) })).toEqual({});
});

describe('a job that does nothing', () => {
  it('is refused when it has no step', () => {
    expect(faultsOf({ steps: [] })).toEqual({ '/steps': 'expected at least one step' });
  });

  it('is reported when all is disabled, or a step neither does anything nor waits', () => {
    expect(Object.keys(warningsOf(jobOf({ ...step(task()), enabled: false })))).toEqual(['/steps']);
    expect(Object.keys(warningsOf(jobOf(step())))).toEqual(['/steps/0/tasks']);
    expect(warningsOf(jobOf({ ...step(), approval: true }))).toEqual({});
  });
});

it('what has no effect is reported', () => {
  const steps = [
    { name: 'a', tasks: [{ name: 't', ...stores({ targetPath: '/x', onlyOnStatus: [404, 500] }) }] },
    { mode: 'revert', tasks: [{ of: 'a/t', input: { other: true } }] },
  ];
  expect(Object.keys(warningsOf({ steps }))).toEqual([
    '/steps/0/tasks/0/storeResultAt/onlyOnStatus',
    '/steps/1/tasks/0/input',
  ]);
});

describe('a time limit', () => {
  it('that never takes effect is reported where the nearer of the two is written', () => {
    const job = { timeoutMs: 5_000, jobMaxTTL: 60 };
    const short = { ...step(task({ taskMaxTTL: 2 }), task({ bindTimeoutMs: 90_000, taskMaxTTL: 80 })) };
    const approval = { timeoutMs: 61_000 };
    expect(warningsOf({ ...job, ...jobOf(short, { approval, tasks: [] }) })).toEqual({
      '/steps/0/tasks/0/taskMaxTTL': 'timeoutMs (5000 ms) never takes effect: taskMaxTTL (2000 ms) comes first',
      '/steps/0/tasks/1/bindTimeoutMs':
        'bindTimeoutMs (90000 ms) never takes effect: taskMaxTTL (80000 ms) comes first',
      '/steps/0/tasks/1/taskMaxTTL': 'taskMaxTTL (80000 ms) never takes effect: jobMaxTTL (60000 ms) comes first',
      '/steps/1/approval/timeoutMs': 'timeoutMs (61000 ms) never takes effect: jobMaxTTL (60000 ms) comes first',
    });
  });

  it('is left alone where the other is not written, and reported where it is null', () => {
    expect(warningsOf({ ...jobOf(step(task({ taskMaxTTL: 2 }))), bindTimeoutMs: 100 })).toEqual({});
    expect(Object.keys(warningsOf({ ...jobOf(step(task())), jobMaxTTL: 0 }))).toEqual(['/jobMaxTTL']);
  });
});

it('two tasks that would have one address are refused', () => {
  const steps = [
    { name: 'a', tasks: [task({ name: 'b/c' })] },
    { name: 'a/b', tasks: [task({ name: 'c' })] },
  ];
  expect(faultsOf({ steps })).toEqual({
    '/steps/1/tasks/0/name': 'expected another name: a task of step 1 is addressed as "a/b/c" too',
  });
});

it('the older /run-job is only warned of what it always took', () => {
  const { faults, warnings } = check(jobOf(step(stores('/a'), stores('/a'))), true);
  expect([Object.keys(faults), Object.keys(warnings)]).toEqual([[], ['/steps/0/tasks/1/storeResultAt']]);
  expect(check({ steps: [] }, true)).toMatchObject({ faults: {}, warnings: { '/steps': expect.any(String) } });
});
