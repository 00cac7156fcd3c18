import { jobOf, Story } from '../testing/story';

const taking = (input: object, more: object = {}) => jobOf([{ tag: 'todo', input, ...more }]);

describe('an input that refers to what is no object', () => {
  it.each([
    ['an array', [1]],
    ['a string', 'x'],
    ['a number', 7],
    ['null', null],
  ])('fails the task with a clear error and sends nothing: %s', (kind, value) => {
    const story = Story.of(taking({ $fromState: '/it' })).read({ it: value });
    expect(story.pending('bind')).toEqual([]);
    expect(story.state).toMatchObject({
      status: 'failed',
      failure: { code: 'input-not-object', message: expect.stringContaining(kind) },
    });
  });

  it('is the input if it is an object', () => {
    const story = Story.of(taking({ $fromState: '/it' })).read({ it: { a: 1 } });
    expect(story.bind().pending('call')).toMatchObject([{ body: { a: 1 } }]);
  });
});

describe('a default', () => {
  it('may refer to something else, of the document or of the item', () => {
    const input = {
      a: { $fromState: '/gone', default: { $fromState: '/there' } },
      b: { $fromItem: '/gone', default: { $fromItem: '/id' } },
    };
    const story = Story.of(taking(input, { forEach: { $fromState: '/items' } })).read({ there: 1, items: [{ id: 2 }] });
    expect(story.bind().pending('call')).toMatchObject([{ body: { a: 1, b: 2 } }]);
  });

  it('that is nowhere either fails the task', () => {
    const story = Story.of(taking({ a: { $fromState: '/gone', default: { b: { $fromState: '/too' } } } })).read({});
    expect(story.state).toMatchObject({
      failure: { code: 'state-value-missing', message: expect.stringContaining('"/too"') },
    });
  });
});
