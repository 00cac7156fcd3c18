const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Workers, and the processes that tests start, inherit it. */
module.exports = () => {
  const directory = mkdtempSync(join(tmpdir(), 'csp-tests-'));
  // Run by root, the PostgreSQL of tests is a user of its own, who has to get through.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
};
