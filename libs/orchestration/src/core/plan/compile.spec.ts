import { type JobDocument } from '#contract';
import { compile } from './compile';
import { POLICY_DEFAULTS } from './defaults';

const plan = (document: object) => compile(document as JobDocument, POLICY_DEFAULTS);
const task = (fields: object, step: object = {}, job: object = {}) => {
  const [planned] = plan({ ...job, steps: [{ ...step, tasks: [{ tag: 'todo', ...fields }] }] }).steps[0]?.tasks ?? [];
  if (!planned) throw new Error('no task');
  return planned;
};

describe('names', () => {
  it('come from the document, or from the position', () => {
    const { steps } = plan({
      steps: [{ name: 'reserve', tasks: [{ tag: 'a' }, { tag: 'b', name: 'pay' }] }, { tasks: [{ tag: 'c' }] }],
    });
    expect(steps.flatMap(({ tasks }) => tasks.map(({ address }) => address))).toEqual([
      'reserve/task-1',
      'reserve/pay',
      'step-2/task-1',
    ]);
  });
});

describe('policies', () => {
  it('are inherited downwards, the nearest one member by member', () => {
    const { retry, timeoutMs, taskMaxTtlMs } = task(
      { retry: { jitter: 0 } },
      { retry: { maxAttempts: 9 }, taskMaxTTL: 2 },
      { retry: { maxAttempts: 5, initialIntervalMs: 7 }, timeoutMs: 11 },
    );
    expect(retry).toEqual({ ...POLICY_DEFAULTS.retry, maxAttempts: 9, initialIntervalMs: 7, jitter: 0 });
    expect({ timeoutMs, taskMaxTtlMs }).toEqual({ timeoutMs: 11, taskMaxTtlMs: 2000 });
  });

  it('are the defaults where the document is silent', () => {
    expect(task({})).toMatchObject({
      retry: POLICY_DEFAULTS.retry,
      undoRetry: POLICY_DEFAULTS.undoRetry,
      timeoutMs: 30_000,
    });
  });

  it('give the job a time limit in seconds, or none', () => {
    expect(plan({ steps: [], jobMaxTTL: 3 }).jobMaxTtlMs).toBe(3000);
    expect(plan({ steps: [] }).jobMaxTtlMs).toBeNull();
  });
});

describe('a step', () => {
  it.each([
    ['execute', 'execute', false],
    ['parallel', 'execute', false],
    ['sequential', 'execute', true],
    ['repeat', 'repeat', false],
    ['revert', 'revert', false],
  ])('of mode %s calls /%s', (mode, action, sequential) => {
    const { steps } = plan({ steps: [{ mode, tasks: [{ tag: 'a' }] }] });
    expect(steps[0]).toMatchObject({ sequential, tasks: [{ action }] });
  });

  it('waits for an approval only when it says so', () => {
    const approvals = [undefined, false, true, {}].map(
      (approval) => plan({ steps: [{ approval, tasks: [] }] }).steps[0]?.approval,
    );
    const unlimited = { description: null, timeoutMs: null };
    expect(approvals).toEqual([null, null, unlimited, unlimited]);
  });

  it('is enabled unless it says false', () => {
    expect(
      [{}, { enabled: true }, { enabled: false }].map((s) => plan({ steps: [{ ...s, tasks: [] }] }).steps[0]?.enabled),
    ).toEqual([true, true, false]);
  });
});

describe('what a task needs', () => {
  it('holds only what was said, and reads `service` as `serviceName`', () => {
    expect(task({}).selector).toEqual({ tag: 'todo' });
    expect(task({ service: 's', profile: 'urn:p', resource: 'r' }).selector).toEqual({
      tag: 'todo',
      serviceName: 's',
      profile: 'urn:p',
      resource: 'r',
    });
  });
});

describe('`of`', () => {
  it('points at the task it names, by name or position', () => {
    const { steps } = plan({
      steps: [
        { name: 'a', tasks: [{ tag: 'x' }, { tag: 'y' }] },
        { mode: 'revert', tasks: [{ of: 'a/task-2' }] },
      ],
    });
    expect(steps[1]?.tasks[0]?.of).toEqual({ step: 0, task: 1 });
  });

  it('of a task that stands in for another points at that other one', () => {
    const { steps } = plan({
      steps: [
        { tasks: [{ tag: 'x' }] },
        { mode: 'repeat', tasks: [{ of: 'step-1/task-1' }] },
        { mode: 'revert', tasks: [{ of: 'step-2/task-1' }] },
      ],
    });
    expect(steps[2]?.tasks[0]?.of).toEqual({ step: 0, task: 0 });
  });
});

describe('storeResultAt', () => {
  it('is a pointer, a rule, or several', () => {
    const rule = { sourcePath: null, onlyOnStatus: null };
    expect(task({}).store).toEqual([]);
    expect(task({ storeResultAt: '/a' }).store).toEqual([{ ...rule, targetPath: '/a' }]);
    expect(task({ storeResultAt: { targetPath: '/a', sourcePath: 'id' } }).store).toEqual([
      { ...rule, targetPath: '/a', sourcePath: 'id' },
    ]);
    expect(task({ storeResultAt: [{ targetPath: '/a', onlyOnStatus: [200] }, { targetPath: '/b' }] }).store).toEqual([
      { ...rule, targetPath: '/a', onlyOnStatus: [200] },
      { ...rule, targetPath: '/b' },
    ]);
  });
});

describe('a state document', () => {
  it.each<[string, object]>([
    ['storeResultAt', { storeResultAt: '/a' }],
    ['$fromState', { input: { deep: [{ $fromState: '/a' }] } }],
    ['$stateURL', { input: { where: { $stateURL: true } } }],
    ['when', { when: { exists: '/a' } }],
    ['forEach', { forEach: { $fromState: '/a' } }],
  ])('is kept for a task with %s', (_, fields) => {
    expect(plan({ steps: [{ tasks: [{ tag: 'a', ...fields }] }] }).state).toEqual({
      address: null,
      initial: {},
      merge: null,
    });
  });

  it('is kept when the job names or fills one, and not otherwise', () => {
    expect(plan({ steps: [] }).state).toBeNull();
    expect(plan({ steps: [], sharedStateURL: 'http://s/1' }).state?.address).toBe('http://s/1');
    expect(plan({ steps: [], initialState: { a: 1 } }).state?.initial).toEqual({ a: 1 });
    expect(plan({ steps: [], sharedState: { b: 1 } }).state?.merge).toEqual({ b: 1 });
  });
});
