import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIB = join(__dirname, '../../scripts/lib.sh');
/** Stands in for npm: writes what it is told to install or build. */
const NPM = `#!/usr/bin/env bash
if [[ $1 == ci ]]; then touch "$ROOT_OF_TEST/installed"; else touch "$ROOT_OF_TEST/built"; fi
`;

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'installed-modes-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('what the scripts install and build is as open as the caller wants, and data is its owner’s alone', () => {
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'bin'));
  cpSync(LIB, join(root, 'scripts/lib.sh'));
  writeFileSync(join(root, 'bin/npm'), NPM, { mode: 0o755 });
  const script = `umask 022; source ${root}/scripts/lib.sh; use_data_dir; install_if_stale; build_if_stale; touch "$DATA_DIR/log"`;
  const env = { PATH: `${root}/bin:${process.env.PATH}`, ROOT_OF_TEST: root };
  const { status, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect([status, stderr]).toEqual([0, '']);
  const modes = ['installed', 'built', 'data', 'data/log'].map((path) => statSync(join(root, path)).mode & 0o777);
  expect(modes.map((mode) => mode.toString(8))).toEqual(['644', '644', '700', '600']);
});
