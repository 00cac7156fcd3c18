import { validateJobDocument } from './validate-job-document';

const run = (document: object) => {
  const { value, faults, warnings } = validateJobDocument(document, { lenient: true });
  return { value, faults, warnings: warnings.map(({ pointer, message }) => `${pointer}: ${message}`) };
};

describe('a job document of an older client', () => {
  const document = {
    sharedStateURL: '',
    initialState: { todo: { id: 7 } },
    steps: [
      {
        tasks: [
          {
            tag: 'todo',
            service: '',
            input: { list: [{ id: { $fromState: 'todo/id' } }] },
            storeResultAt: '$state.results.a',
          },
          { tag: 'todo', profile: '', storeResultAt: '' },
          { tag: 'todo', storeResultAt: [{ targetPath: '$state.b' }, { targetPath: 'c/d' }] },
        ],
      },
    ],
  };

  it('means what it meant, and each old spelling is a warning', () => {
    const { value, faults, warnings } = run(document);
    expect(faults).toEqual([]);
    expect(value.sharedStateURL).toBeUndefined();
    const [first, second, third] = value.steps[0]?.tasks ?? [];
    expect(first).toMatchObject({ input: { list: [{ id: { $fromState: '/todo/id' } }] }, storeResultAt: '/results/a' });
    expect(second?.storeResultAt).toBeUndefined();
    expect(third?.storeResultAt).toMatchObject([{ targetPath: '/b' }, { targetPath: '/c/d' }]);
    expect(warnings).toEqual([
      '/sharedStateURL: is empty, and taken for absent',
      '/steps/0/tasks/0/service: is empty, and taken for absent',
      '/steps/0/tasks/0/input/list/0/id/$fromState: "todo/id" is taken for "/todo/id"',
      '/steps/0/tasks/0/storeResultAt: "$state.results.a" is taken for "/results/a"',
      '/steps/0/tasks/1/profile: is empty, and taken for absent',
      '/steps/0/tasks/1/storeResultAt: is empty, and taken for absent',
      '/steps/0/tasks/2/storeResultAt/0/targetPath: "$state.b" is taken for "/b"',
      '/steps/0/tasks/2/storeResultAt/1/targetPath: "c/d" is taken for "/c/d"',
    ]);
  });

  it('is refused by /jobs as ever, at every one of them', () => {
    const { faults } = validateJobDocument(document);
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual([
      '/sharedStateURL',
      '/steps/0/tasks/0/input/list/0/id/$fromState',
      '/steps/0/tasks/0/service',
      '/steps/0/tasks/0/storeResultAt',
      '/steps/0/tasks/1/profile',
      '/steps/0/tasks/2/storeResultAt/0/targetPath',
      '/steps/0/tasks/2/storeResultAt/1/targetPath',
    ]);
  });

  it.each([undefined, null, [], 'job', { steps: 'none' }, { steps: [null, { tasks: [7, { storeResultAt: 7 }] }] }])(
    'that is none, %j, is refused, and no more',
    (plain) => {
      expect(validateJobDocument(plain, { lenient: true }).faults).not.toEqual([]);
    },
  );
});
