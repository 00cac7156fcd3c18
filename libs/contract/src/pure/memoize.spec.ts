import { memoize } from './memoize';

describe('memoize', () => {
  it('asks once for each key', () => {
    const read = jest.fn((key: string) => ({ key }));
    const remembered = memoize(read);
    expect(remembered('a')).toBe(remembered('a'));
    expect(remembered('b')).toEqual({ key: 'b' });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('never knows more than it may', () => {
    const read = jest.fn((key: string) => key);
    const remembered = memoize(read, 2);
    ['a', 'b', 'c', 'c', 'a'].forEach((key) => expect(remembered(key)).toBe(key));
    expect(read.mock.calls.flat()).toEqual(['a', 'b', 'c', 'a']);
  });

  it('does not remember a failure', () => {
    const read = jest.fn<string, [string]>().mockImplementationOnce(() => {
      throw new Error('no');
    });
    read.mockReturnValue('yes');
    const remembered = memoize(read);
    expect(() => remembered('a')).toThrow('no');
    expect(remembered('a')).toBe('yes');
  });
});
