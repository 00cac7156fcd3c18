import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
/** Stands in for npm: `npm run --silent CHECK` fails for the checks that FAILING names. */
const NPM = '#!/bin/sh\necho "$3 was run"\ncase " $FAILING " in *" $3 "*) exit 1 ;; esac\n';

describe('npm run check', () => {
  let bin: string;
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'static-checks-'));
    writeFileSync(join(bin, 'npm'), NPM, { mode: 0o755 });
  });
  afterEach(() => rmSync(bin, { recursive: true }));

  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const check = (failing: string) => {
    const { status, stdout } = spawnSync('bash', [scripts.check!], {
      cwd: ROOT,
      env: { PATH: `${bin}:${process.env.PATH}`, FAILING: failing },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { failed: status !== 0, lines: stdout.trimEnd().split('\n').sort() };
  };
  const passed = ['deps', 'docs:lint', 'duplicates', 'format:check', 'lint', 'types', 'unused'];

  it('runs every check', () => {
    expect(check('')).toEqual({ failed: false, lines: passed.map((name) => `${name}: passed`) });
    expect(passed.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('fails if one fails, says which and why, and runs the others nevertheless', () => {
    const others = passed.filter((name) => name !== 'types').map((name) => `${name}: passed`);
    const lines = [...others, 'types was run', 'types: failed'].sort();
    expect(check('types')).toEqual({ failed: true, lines });
  });
});
