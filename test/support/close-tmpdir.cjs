const { readdirSync, rmSync } = require('node:fs');
const { setTimeout: wait } = require('node:timers/promises');

/** Servers that tests told to stop may still be clearing up. */
const PATIENCE_MS = 5_000;

/** @throws Error that names what tests left behind; it is removed all the same */
module.exports = async () => {
  const directory = process.env.TMPDIR;
  for (const end = Date.now() + PATIENCE_MS; readdirSync(directory).length > 0 && Date.now() < end;) await wait(50);
  const left = readdirSync(directory);
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  if (left.length > 0) throw new Error(`Tests left in the temporary directory: ${left.join(', ')}`);
};
