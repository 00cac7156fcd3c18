import { runToEnd } from '#contract';
import { isDefinitionName, sameContent } from './definition';
import { asFaultsOfInputs, withOwnNames, withoutUnknowns } from './job-of-definition';
import { findingUseOfInputs } from './use-of-inputs';

it.each(['a', '0', 'Order-2.final_x', 'x'.repeat(64)])('%s is a name', (name) => {
  expect(isDefinitionName(name)).toBe(true);
});

it.each(['', '.a', '-a', 'a b', 'a/b', 'é', 'x'.repeat(65), 'a\n'])('%j is no name', (name) => {
  expect(isDefinitionName(name)).toBe(false);
});

it('the order of members makes no other content, and anything else does', () => {
  const content = {
    description: null,
    labels: { a: '1', b: '2' },
    inputs: { type: 'object', required: ['a'] },
    job: { steps: [], name: 'n' },
  };
  const same = {
    ...content,
    labels: { b: '2', a: '1' },
    inputs: { required: ['a'], type: 'object' },
    job: { name: 'n', steps: [] },
  };
  expect(sameContent(content, same)).toBe(true);
  for (const other of [
    { description: '' },
    { labels: { a: '1' } },
    { inputs: {} },
    { job: { steps: [1], name: 'n' } },
  ]) {
    expect(sameContent(content, { ...content, ...other })).toBe(false);
  }
});

describe('what the rules of jobs find in a definition', () => {
  const job = {
    timeoutMs: { $input: '/limit' },
    initialState: { order: { $input: '/order' } },
    steps: [{ tasks: [{ input: { id: { $fromState: '/order/id' }, other: { $fromState: '/none' } } }] }],
  };
  const at = (pointer: string) => ({ pointer, message: 'm' });
  const left = (pointer: string) => withoutUnknowns([at(pointer)], job).length === 1;

  it.each(['/timeoutMs', '/timeoutMs/$input', '/initialState/order/x', '/steps/0/tasks/0/input/id/$fromState'])(
    'is left out at %s: it only says that an input is not known',
    (pointer) => expect(left(pointer)).toBe(false),
  );

  it.each(['', '/steps', '/timeout', '/initialState', '/steps/0/tasks/0/input/other/$fromState', '/__proto__'])(
    'is told at "%s"',
    (pointer) => expect(left(pointer)).toBe(true),
  );

  it('is told of the inputs at a start, where a value of them stands there', () => {
    const faults = ['/timeoutMs', '/initialState/order/a/b', '/steps/0', '/__proto__'].map(at);
    expect(asFaultsOfInputs(faults, { job }, { order: {} }).map(({ pointer }) => pointer)).toEqual([
      '/job/timeoutMs',
      '/inputs/order/a/b',
      '/job/steps/0',
      '/job/__proto__',
    ]);
    expect(asFaultsOfInputs(faults, { job }, { limit: 'x' })[0]!.pointer).toBe('/inputs/limit');
  });
});

it('names that come from the inputs are not taken for alike', () => {
  const name = { $input: '/name' };
  const job = { name, steps: [{ name, tasks: [{ name }, { name: 'b' }, 7] }, { name }, null] };
  const steps = [{ name: 'input 1', tasks: [{ name: 'input 2' }, { name: 'b' }, 7] }, { name: 'input 3' }, null];
  expect(withOwnNames(job)).toEqual({ name, steps });
  expect(withOwnNames({ steps: name })).toEqual({ steps: name });
});

describe('the use of an input', () => {
  const inputs = {
    properties: { sure: {}, filled: { default: 1 }, open: {} },
    required: ['sure'],
    additionalProperties: false,
  };
  const used = (schema: object) =>
    runToEnd(
      findingUseOfInputs({
        inputs: { ...inputs, ...schema },
        job: {
          a: { $input: '/sure/x' },
          b: { $input: '/filled' },
          c: { $input: '/open' },
          d: { $input: '/open', default: 1 },
          e: { $input: '/other' },
          f: { $input: '' },
        },
      }),
    );
  const pointers = (faults: { pointer: string }[]) => faults.map(({ pointer }) => pointer);

  it('that the schema does not allow is a fault, and one that may be missing a warning', () => {
    const { faults, warnings } = used({});
    expect([pointers(faults), pointers(warnings)]).toEqual([['/job/e/$input'], ['/job/c/$input']]);
  });

  it('that the schema allows without naming it is a warning', () => {
    const { faults, warnings } = used({ additionalProperties: true });
    expect([pointers(faults), pointers(warnings)]).toEqual([[], ['/job/c/$input', '/job/e/$input']]);
  });
});
