#!/usr/bin/env bash
# Installs what is missing, builds, runs all tests that belong to every change, and ends with "N passed, N failed".
# Arguments go to Jest.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

require_node
install_if_stale

report="$(mktemp)"
trap 'rm -f -- "$report"' EXIT
status=0
(cd -- "$ROOT" && npm test --silent -- --json --outputFile="$report" "$@" </dev/null) || status=$?

# A test file that cannot be loaded counts as a failed test, and so do a build that fails, and tests that left something in
# the temporary directory.
node -e '
  const text = fs.readFileSync(process.argv[1], "utf8");
  const report = text ? JSON.parse(text) : { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  console.log(report.numPassedTests + " passed, " + failed + " failed");
' "$report"
exit "$status"
