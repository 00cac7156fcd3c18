const { readdirSync, rmSync } = require('node:fs');
const { setTimeout: wait } = require('node:timers/promises');

/** Servers that tests told to stop may still be clearing up. */
const PATIENCE_MS = 5_000;

/**
 * Removes the temporary directory, and hands what tests left in it to `fail-for-tmpdir.cjs`. An error thrown here would
 * cost the run its report: it would end without saying how many tests passed.
 */
module.exports = async () => {
  try {
    const left = await close(process.env.TMPDIR);
    if (left.length > 0) process.env.TMPDIR_FAULT = `Tests left in the temporary directory: ${left.join(', ')}`;
  } catch (error) {
    process.env.TMPDIR_FAULT = `The temporary directory of the tests cannot be closed: ${error.message}`;
  }
};

async function close(directory) {
  for (const end = Date.now() + PATIENCE_MS; readdirSync(directory).length > 0 && Date.now() < end;) await wait(50);
  const left = readdirSync(directory);
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  return left;
}
