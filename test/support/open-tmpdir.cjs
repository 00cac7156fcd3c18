const { chmodSync, mkdtempSync, readFileSync, statfsSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const IN_MEMORY = '/dev/shm';
/** Several times what tests have there at once, and what they and the apps take beside it. */
const ENOUGH_BYTES = { free: 2 ** 31, available: 2 ** 32 };

/** Workers, and the processes that tests start, inherit it. */
module.exports = () => {
  const directory = mkdtempSync(join(place(), 'csp-tests-'));
  // Run by root, the PostgreSQL of tests is a user of its own, who has to get through.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
};

/** Tests kill processes, never the machine: by default, what they write need not reach a disk. */
function place() {
  return process.env.TMPDIR === undefined && hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir();
}

function hasRoom(directory) {
  try {
    const { bavail, bsize } = statfsSync(directory);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === directory);
    // Tests put commands there, too.
    const runsCommands = mount !== undefined && !mount.includes('noexec');
    return runsCommands && bavail * bsize >= ENOUGH_BYTES.free && process.availableMemory() >= ENOUGH_BYTES.available;
  } catch {
    return false;
  }
}
