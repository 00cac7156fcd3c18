import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPORTER = join(dirname(fileURLToPath(import.meta.url)), 'failures-reporter.mjs');
/** How Jest says that a test took too long: that may be the machine, and tells nothing of the bug. */
const TOO_LONG = /Exceeded timeout of/;

/**
 * Runs one suite in a workbench and says what came of it: `caught` when a test failed by what it expects, `missed` when
 * every test passed, `timed out` when time alone ran out, `broken` when the tests could not be run.
 */
export function look(workbench, { project, paths, env }, limitMs) {
  const file = join(workbench.path, 'failures.json');
  rmSync(file, { force: true });
  const jest = join(workbench.path, 'node_modules/jest/bin/jest.js');
  // In one process: a worker that goes round in circles would outlive the Jest that is killed.
  const args = [jest, '--selectProjects', project, '--bail', '--runInBand', `--reporters=${REPORTER}`, '--', ...paths];
  const began = Date.now();
  const { status, error } = spawnSync(process.execPath, args, {
    cwd: workbench.path,
    env: { ...process.env, ...env, FAILURES_FILE: file },
    timeout: limitMs,
    killSignal: 'SIGKILL',
    stdio: 'ignore',
  });
  return { outcome: outcomeOf(status, error, file), tookMs: Date.now() - began };
}

function outcomeOf(status, error, file) {
  if (error?.code === 'ETIMEDOUT') return 'timed out';
  if (status === 0) return 'missed';
  const failures = readFailures(file);
  if (failures.some(({ test, message }) => test !== null && !TOO_LONG.test(message))) return 'caught';
  return failures.some(({ message }) => TOO_LONG.test(message)) ? 'timed out' : 'broken';
}

function readFailures(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}
