import { PlatformError } from '../errors/platform-error';
import { readStatePatch } from './state-patch.dto';

it('takes one operation or many', () => {
  const add = { op: 'add', path: '/a', value: null };
  expect(readStatePatch(add)).toEqual([add]);
  expect(readStatePatch([add, { op: 'merge', value: { b: 1 } }])).toHaveLength(2);
});

it('names every fault', () => {
  const patch = [
    { op: 'add', value: 1 },
    { op: 'test', path: 'a', value: 1 },
    { op: 'merge', path: '/a' },
  ];
  let refusal: unknown;
  try {
    readStatePatch(patch);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(PlatformError);
  expect((refusal as PlatformError).details.errors?.map(({ pointer }) => pointer)).toEqual([
    '/0/path',
    '/1/op',
    '/1/path',
    '/2/value',
    '/2/path',
  ]);
});
