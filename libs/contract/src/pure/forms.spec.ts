import { readForms, traitsOf } from './forms';

const REGISTERED = 'http://localhost:4100/todo/';

describe('forms in the descriptive dialect', () => {
  const forms = readForms(
    {
      resource: 'todo',
      messageStructure: { command: 'string' },
      affordances: [
        { command: 'create', requiredFields: ['title'], reversible: 'full', idempotent: false },
        { command: 'ring', safe: true, reversible: 'sometimes' },
        'nonsense',
      ],
    },
    REGISTERED,
  );

  it('put every action below the registered address', () => {
    expect(forms).toMatchObject({ dialect: 'descriptive', resource: 'todo', refused: [] });
    expect(forms.actions).toEqual({
      execute: { url: 'http://localhost:4100/todo/execute', declared: true },
      repeat: { url: 'http://localhost:4100/todo/repeat', declared: true },
      revert: { url: 'http://localhost:4100/todo/revert', declared: true },
    });
  });

  it('say what each command promises, as far as they say it', () => {
    expect(traitsOf(forms, 'create')).toEqual({ requiredFields: ['title'], reversible: 'full', idempotent: false });
    expect(traitsOf(forms, 'ring')).toEqual({ safe: true });
    expect(traitsOf(forms, 'constructor')).toEqual({});
  });

  it('need not say that reading is safe', () => {
    expect(traitsOf(forms, 'filter')).toEqual({ safe: true, idempotent: true });
  });
});

describe('forms as an array of links', () => {
  it('are called at the link of the action', () => {
    const { actions } = readForms([{ rel: 'execute', href: 'http://127.0.0.1:4100/run' }], REGISTERED);
    expect(actions.execute).toEqual({ url: 'http://127.0.0.1:4100/run', declared: true });
  });

  it('without repeat or revert leave their usual addresses to be tried', () => {
    const { actions } = readForms([{ rel: 'execute', href: '/execute' }], REGISTERED);
    expect(actions.repeat).toEqual({ url: 'http://localhost:4100/todo/repeat', declared: false });
    expect(actions.revert).toEqual({ url: 'http://localhost:4100/todo/revert', declared: false });
  });

  it('without execute offer none', () => {
    expect(readForms([{ rel: 'revert', href: '/revert' }], REGISTERED).actions.execute).toBeUndefined();
  });

  it.each([
    'http://elsewhere:4100/execute',
    'http://localhost:4101/execute',
    'https://localhost:4100/execute',
    'http://localhost.evil.org:4100/execute',
    'javascript:alert(1)',
    'http://[broken',
  ])('are not followed to %s', (href) => {
    const { actions, refused } = readForms(
      [
        { rel: 'execute', href },
        { rel: 'revert', href },
      ],
      REGISTERED,
    );
    expect(actions).toEqual({ repeat: expect.anything() });
    expect(refused).toEqual([
      { action: 'execute', href },
      { action: 'revert', href },
    ]);
  });
});

describe('forms say whether a service', () => {
  it.each<[unknown, boolean]>([
    [{ requestIds: true, messageStructure: {} }, true],
    [{ requestIds: true }, true],
    [{ requestIds: 'yes', messageStructure: {} }, false],
    [{ messageStructure: {} }, false],
    [[{ rel: 'execute', href: '/execute' }], false],
    [undefined, false],
  ])('keeps request ids: %j', (raw, requestIds) => {
    expect(readForms(raw, REGISTERED).requestIds).toBe(requestIds);
  });

  it.each<[unknown, boolean]>([
    [{ messageStructure: {} }, true],
    [[{ rel: 'revert', href: '/revert', output: '{ result: string }' }], true],
    [[{ rel: 'revert', href: '/revert', output: { result: 'string' } }], true],
    [[{ rel: 'revert', href: '/revert', output: 'text' }], false],
    [[{ rel: 'execute', href: '/execute', output: '{}' }], false],
    [undefined, false],
  ])('promises JSON as the response to a revert: %j', (raw, revertIsJson) => {
    expect(readForms(raw, REGISTERED).revertIsJson).toBe(revertIsJson);
  });
});

it.each([undefined, null, 'hello', { status: 'ok' }])(
  'forms that say nothing (%j) leave all actions to be tried',
  (raw) => {
    const { dialect, actions } = readForms(raw, REGISTERED);
    expect(dialect).toBe('unknown');
    expect(Object.values(actions)).toEqual(Array(3).fill(expect.objectContaining({ declared: false })));
  },
);
