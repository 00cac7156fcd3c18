import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidFile } from '../failure/invalid-file';
import { FakeTerminal } from '../testing/fake-terminal';
import { readJsonFile } from './json-file';

const read = (name: string, content: string | Buffer) => {
  const terminal = new FakeTerminal();
  writeFileSync(join(terminal.cwd, name), content);
  return readJsonFile(terminal, name);
};

async function faultsOf(name: string, content: string | Buffer): Promise<unknown> {
  const error: unknown = await read(name, content).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(InvalidFile);
  return (error as InvalidFile).faults;
}

describe('a file', () => {
  it.each([
    ['a number that JSON would change', '{\n "a": 1,\n "b": 12345678901234567890\n}', '/b', 3],
    ['a number that is none', '[1,\n1e400]', '/1', 2],
    ['a member that stands twice', '{\n "a": 1,\n "b": [],\n "a": 2\n}', '/a', 4],
    ['bytes that are not UTF-8', Buffer.from('{"a":\n"\xff"}', 'latin1'), '/a', 2],
  ])('with %s is refused with its place', async (_, content, pointer, line) => {
    expect(await faultsOf('a.json', content)).toEqual([{ pointer, line, message: expect.any(String) }]);
  });

  it('may begin with a byte order mark', async () => {
    expect((await read('a.json', '\uFEFF{"a":1}')).value).toEqual({ a: 1 });
  });
});

describe('a YAML file', () => {
  it('is what the same JSON is, comments and anchors aside', async () => {
    const text = 'name: a # of it\nsteps:\n  - &one { n: 1, on: yes, s: "02", e: 1.50 }\n  - *one\n  - null\n';
    const one = { n: 1, on: 'yes', s: '02', e: 1.5 };
    expect((await read('a.yaml', text)).value).toEqual({ name: 'a', steps: [one, one, null] });
  });

  it.each([
    ['a number that JSON would change', 'a: 1\nb:\n  - 12345678901234567890\n', '/b/0', 3],
    ['a number that JSON has not', 'a: 1\nb: .inf\n', '/b', 2],
    ['a number with a zero before it', 'a: 007\n', '/a', 1],
    ['a member that stands twice', 'a: 1\nb: 2\na: 3\n', '/a', 3],
    ['a member that may have no such name', 'a:\n  __proto__: 1\n', '/a/__proto__', 2],
    ['a tag', 'a: !!js/function x\n', '', 1],
    ['two documents', 'a: 1\n---\nb: 1\n', '', 2],
    ['an anchor inside itself', 'a: &a\n  - *a\n', expect.any(String), expect.any(Number)],
  ])('with %s is refused with its place', async (_, text, pointer, line) => {
    expect(await faultsOf('a.yml', text)).toEqual([{ pointer, line, message: expect.any(String) }]);
  });

  it('of two documents is refused in words of its own', async () => {
    expect(await faultsOf('a.yml', 'a: 1\n---\nb: 1\n')).toEqual([
      { pointer: '', line: 2, message: 'expected one document, and here a second begins' },
    ]);
  });

  it('whose aliases multiply is refused before they do', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(',')}]`,
    );
    const bomb = ['l0: &l0 x', ...levels].join('\n');
    const began = performance.now();
    expect(await faultsOf('a.yaml', bomb)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('100000') }),
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('says on which line a fault of the document is', async () => {
    const file = await read('job.yaml', 'name: x\nsteps:\n  - tasks:\n      - name: a\n        tag: 3\n');
    expect(file.invalid('right', [{ pointer: '/steps/0/tasks/0/tag', message: 'no' }]).faults).toMatchObject([
      { line: 5 },
    ]);
  });
});
