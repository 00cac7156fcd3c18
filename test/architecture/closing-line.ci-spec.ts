import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PARTS = ['jest.config.js', 'scripts/test.sh', 'scripts/lib.sh', 'test/support'];
const TESTS = 'test/architecture';
const A_MINUTE = 60_000;

const passing = (statement = '') => `it('passes', () => { ${statement} });`;
const FAILING = "it('fails', () => { throw new Error('no'); });";
const LEAVES_A_FILE = passing('require("node:fs").writeFileSync(`${process.env.TMPDIR}/left`, "")');
/** Every way of failing that the environment of the tests could hide. */
const FAILING_EACH_ITS_WAY = `
  it('compares', () => expect({ of: [new Date(1), new Map([[1, 2]])] }).toEqual({ of: [new Date(1), new Map([[1, 3]])] }));
  it('compares undefined members', () => expect({ a: undefined }).toStrictEqual({}));
  it('compares types', () => expect(Object.create(null)).toStrictEqual({}));
  it('rejects', async () => { await Promise.reject(new TypeError('no')); });
  it('expects another error', () => expect(() => JSON.parse('{')).toThrow(RangeError));
  it('expects a rejection', () => expect(Promise.resolve(1)).rejects.toThrow());
  it('throws in a callback', async () => {
    setImmediate(() => { throw new Error('no'); });
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  it('rejects unheard', async () => {
    void Promise.reject(new Error('no'));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  it('takes too long', () => new Promise(() => undefined), 20);
  it('takes too long for a faked clock', () => { jest.useFakeTimers(); return new Promise(() => undefined); }, 20);
  it('holds for some', () => {
    const { assert, integer, property } = require('fast-check');
    assert(property(integer(), (n) => { expect(n).toBeLessThan(5); }));
  });
  describe('set up', () => {
    beforeAll(() => { throw new Error('no'); });
    it('cannot pass', () => undefined);
  });
  describe('cleared up', () => {
    afterEach(() => { throw new Error('no'); });
    it('cannot pass', () => undefined);
  });
`;
const REMOVES_ALL = passing('require("node:fs").rmdirSync(process.env.TMPDIR)');

describe('the closing line of scripts/test.sh', () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'closing-line-'));
    for (const part of PARTS) cpSync(join(ROOT, part), join(project, part), { recursive: true });
    for (const directory of ['temporary', TESTS]) mkdirSync(join(project, directory), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    const manifest = { engines: { node: '>=20.0.0' }, scripts: { test: 'jest --selectProjects unit' } };
    writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, null, 2));
  });
  afterEach(() => rmSync(project, { recursive: true }));

  const run = (...tests: string[]) => {
    tests.forEach((test, n) => writeFileSync(join(project, TESTS, `${n}.spec.ts`), test));
    const env = { ...process.env, TMPDIR: join(project, 'temporary') };
    const { status, stdout, stderr } = spawnSync('bash', [join(project, 'scripts/test.sh')], { env, encoding: 'utf8' });
    return { failed: status !== 0, closing: stdout.trimEnd().split('\n').at(-1), stderr };
  };

  it.each<[string, string[], string, RegExp]>([
    [
      'tests, and files that cannot be loaded',
      [passing(), FAILING, 'throw new Error("no")'],
      '1 passed, 2 failed',
      /no/,
    ],
    ['every way of failing', [FAILING_EACH_ITS_WAY], '0 passed, 13 failed', /no/],
    ['what tests left', [passing(), LEAVES_A_FILE], '2 passed, 1 failed', /temporary directory: left$/m],
    ['a temporary directory that is gone', [FAILING, REMOVES_ALL], '1 passed, 2 failed', /cannot be closed: ENOENT/],
  ])(
    'counts %s, and the run says why it fails',
    (_, tests, closing, why) => {
      expect(run(...tests)).toEqual({ failed: true, closing, stderr: expect.stringMatching(why) });
    },
    A_MINUTE,
  );
});
