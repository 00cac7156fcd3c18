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
const REMOVES_ALL = passing('require("node:fs").rmdirSync(process.env.TMPDIR)');

describe('the closing line of scripts/test.sh', () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'closing-line-'));
    for (const part of PARTS) cpSync(join(ROOT, part), join(project, part), { recursive: true });
    for (const directory of ['temporary', TESTS]) mkdirSync(join(project, directory), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    const scripts = { test: 'jest --selectProjects unit' };
    writeFileSync(join(project, 'package.json'), JSON.stringify({ scripts }));
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
