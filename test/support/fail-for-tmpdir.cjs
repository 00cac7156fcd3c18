/** Jest's results processor, which runs after the teardown: a fault of the temporary directory counts as one failure. */
module.exports = (results) => {
  const { TMPDIR_FAULT } = process.env;
  if (!TMPDIR_FAULT) return results;
  process.stderr.write(`${TMPDIR_FAULT}\n`);
  return { ...results, success: false, numRuntimeErrorTestSuites: results.numRuntimeErrorTestSuites + 1 };
};
