import { isSourcePath, parseSourcePath } from './source-path';

it.each([
  ['/data/id', ['data', 'id']],
  ['data/id', ['data', 'id']],
  ['data.id', ['data', 'id']],
  ['id', ['id']],
  ['/a.b', ['a.b']],
  ['/a~1b', ['a/b']],
  ['a~1b/c', ['a~1b', 'c']],
  ['/', []],
])('the source path %s is %j', (path, tokens) => {
  expect(parseSourcePath(path)).toEqual(tokens);
});

it.each(['/a~2', 'a.__proto__', '/constructor'])('%s is no source path', (path) => {
  expect(isSourcePath(path)).toBe(false);
});
