import { validateJobDocument } from './validate-job-document';

const task = (more: object) => ({ steps: [{ name: 's', tasks: [{ tag: 'room', ...more }] }] });

function faultsOf(plain: unknown): Record<string, string> {
  return Object.fromEntries(validateJobDocument(plain).faults.map(({ pointer, message }) => [pointer, message]));
}

function warningsOf(plain: unknown): string[] {
  return validateJobDocument(plain).warnings.map(({ pointer }) => pointer);
}

describe('what a job does about failures', () => {
  it('is said on job, step and task', () => {
    const document = {
      onFailure: 'pause',
      steps: [
        {
          onFailure: 'undo',
          tasks: [
            { tag: 'room', onFailure: 'continue', orElse: [{ serviceName: 'other', input: { nights: 2 } }] },
            { tag: 'car', orElse: [{ tag: 'taxi', headers: { 'x-kind': 'van' }, storeResultAt: '/taxi' }] },
          ],
        },
      ],
    };
    expect(faultsOf(document)).toEqual({});
    expect(JSON.parse(JSON.stringify(validateJobDocument(document).value))).toEqual(document);
  });

  it('goes on without a task, but never without a step or a job', () => {
    const expected = 'expected one of undo, pause';
    expect(faultsOf({ onFailure: 'continue', steps: [{ onFailure: 'continue', tasks: [] }] })).toEqual({
      '/onFailure': expected,
      '/steps/0/onFailure': expected,
    });
    expect(faultsOf(task({ onFailure: 'stop' }))).toEqual({
      '/steps/0/tasks/0/onFailure': 'expected one of undo, pause, continue',
    });
  });

  it('takes no alternative for a revert, or for the call of another task', () => {
    const orElse = [{ tag: 'other' }];
    const document = {
      steps: [
        { name: 'one', tasks: [{ name: 'a', tag: 'room' }] },
        { mode: 'revert', tasks: [{ tag: 'room', orElse }] },
        { mode: 'repeat', tasks: [{ of: 'one/a', orElse }] },
      ],
    };
    expect(faultsOf(document)).toEqual({
      '/steps/1/tasks/0/orElse': expect.stringContaining('mode revert'),
      '/steps/2/tasks/0/orElse': expect.stringContaining('`of`'),
    });
  });

  it('checks every alternative like a task, and lists all faults at once', () => {
    const orElse = [
      {},
      { tag: 'x', name: 'mine' },
      { service: 'a', serviceName: 'b' },
      { tag: 'x', headers: { host: 'elsewhere' } },
      { tag: 'x', storeResultAt: { targetPath: '/x', sourcePath: '/a~2' } },
      { tag: 'x', input: { of: { $fromItem: '/id' } } },
      { tag: 'x', input: { $secret: 'whole' } },
      'x',
    ];
    expect(faultsOf(task({ orElse }))).toEqual({
      '/steps/0/tasks/0/orElse/0': 'expected at least one of tag, profile, resource, serviceName, does',
      '/steps/0/tasks/0/orElse/1/name': expect.stringContaining('unknown field'),
      '/steps/0/tasks/0/orElse/2/service': expect.stringContaining('the same as serviceName'),
      '/steps/0/tasks/0/orElse/3/headers/host': expect.stringContaining('set by job-control'),
      '/steps/0/tasks/0/orElse/4/storeResultAt/sourcePath': expect.stringContaining('a path into the response'),
      '/steps/0/tasks/0/orElse/5/input/of/$fromItem': expect.stringContaining('forEach'),
      '/steps/0/tasks/0/orElse/6/input': expect.stringContaining('not the input'),
      '/steps/0/tasks/0/orElse/7': 'expected a JSON object',
    });
  });

  it('has at most ten alternatives', () => {
    const alternatives = (count: number) => task({ orElse: Array.from({ length: count }, () => ({ tag: 'x' })) });
    expect(faultsOf(alternatives(10))).toEqual({});
    expect(Object.keys(faultsOf(alternatives(11)))).toEqual(['/steps/0/tasks/0/orElse']);
  });

  it('warns of what an alternative reads and nothing stores', () => {
    const orElse = [{ tag: 'x', input: { from: { $fromState: '/nowhere' } } }];
    expect(warningsOf({ initialState: {}, ...task({ orElse }) })).toEqual([
      '/steps/0/tasks/0/orElse/0/input/from/$fromState',
    ]);
  });

  it('lets two tasks store at one place where one of them may not', () => {
    const step = (first: object) => ({
      steps: [
        {
          tasks: [
            { name: 'a', tag: 'x', storeResultAt: '/at', ...first },
            { name: 'b', tag: 'x', storeResultAt: '/at' },
          ],
        },
      ],
    });
    const place = '/steps/0/tasks/1/storeResultAt';
    expect(Object.keys(faultsOf(step({})))).toEqual([place]);
    expect(Object.keys(faultsOf(step({ orElse: [{ tag: 'y' }] })))).toEqual([place]);
    for (const first of [{ onFailure: 'continue' }, { orElse: [{ tag: 'y', storeResultAt: '/elsewhere' }] }]) {
      expect(faultsOf(step(first))).toEqual({});
      expect(warningsOf(step(first))).toEqual([place]);
    }
  });
});
