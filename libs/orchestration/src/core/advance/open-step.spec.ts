import { jobOf, TestJob } from '../testing/test-job';

const taking = (input: object, more: object = {}) => jobOf([{ tag: 'todo', input, ...more }]);

describe('an input that refers to what is no object', () => {
  it.each([
    ['an array', [1]],
    ['a string', 'x'],
    ['a number', 7],
    ['null', null],
  ])('fails the task with a clear error and sends nothing: %s', (kind, value) => {
    const job = TestJob.of(taking({ $fromState: '/it' })).readState({ it: value });
    expect(job.pending('bind')).toEqual([]);
    expect(job.state).toMatchObject({
      status: 'failed',
      failure: { code: 'input-not-object', message: expect.stringContaining(kind) },
    });
  });

  it('is the input if it is an object', () => {
    const job = TestJob.of(taking({ $fromState: '/it' })).readState({ it: { a: 1 } });
    expect(job.bind().pending('call')).toMatchObject([{ body: { a: 1 } }]);
  });
});

describe('a default', () => {
  it('may refer to something else, of the document or of the item', () => {
    const input = {
      a: { $fromState: '/gone', default: { $fromState: '/there' } },
      b: { $fromItem: '/gone', default: { $fromItem: '/id' } },
    };
    const job = TestJob.of(taking(input, { forEach: { $fromState: '/items' } })).readState({
      there: 1,
      items: [{ id: 2 }],
    });
    expect(job.bind().pending('call')).toMatchObject([{ body: { a: 1, b: 2 } }]);
  });

  it('that is nowhere either fails the task', () => {
    const job = TestJob.of(taking({ a: { $fromState: '/gone', default: { b: { $fromState: '/too' } } } })).readState(
      {},
    );
    expect(job.state).toMatchObject({
      failure: { code: 'state-value-missing', message: expect.stringContaining('"/too"') },
    });
  });
});
