import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { satisfies } from './support/node-versions';

const ROOT = join(__dirname, '../..');
const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
const MAJORS = [18, 19, 20, 21, 22, 23, 24, 25, 100];
const MINORS = [0, 11, 12, 18, 19, 20, 100];
const VERSIONS = MAJORS.flatMap((major) => MINORS.flatMap((minor) => [`${major}.${minor}.0`, `${major}.${minor}.9`]));

describe('the Node.js that the scripts require', () => {
  let bin: string;
  beforeEach(() => (bin = mkdtempSync(join(tmpdir(), 'required-node-'))));
  afterEach(() => rmSync(bin, { recursive: true }));

  /** `script` follows lib.sh, in a shell whose `node` prints $VERSION. */
  const run = (script: string, env: Record<string, string> = {}) => {
    writeFileSync(join(bin, 'node'), '#!/bin/sh\necho "$VERSION"\n', { mode: 0o755 });
    const all = `source ${ROOT}/scripts/lib.sh; ${script}`;
    return spawnSync('bash', ['-euo', 'pipefail', '-c', all, 'bash', ...VERSIONS], {
      env: { PATH: `${bin}:${process.env.PATH}`, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };

  it('is what package.json says', () => {
    const script = 'for of in "$@"; do if (VERSION="v$of" require_node 2>/dev/null); then echo "$of"; fi; done';
    const accepted = run(script).stdout.trim().split('\n');
    expect(accepted).toEqual(VERSIONS.filter((version) => satisfies(version, engines.node)));
    expect(accepted).toContain('20.19.0');
    expect(accepted).not.toContain('23.100.9');
  });

  it.each(['v18.20.4', 'a tool of another kind'])('is named when there is %s instead', (version) => {
    const { status, stderr } = run('require_node', { VERSION: version });
    expect([status, stderr]).toEqual([1, `Node.js ${engines.node} is needed; this is ${version}.\n`]);
  });
});
