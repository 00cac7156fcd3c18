#!/usr/bin/env bash
# Runs all static checks, two at a time, the longest first, and says which passed. What one that fails prints stays together.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

readonly CHECKS=(lint types format:check deps unused duplicates docs:lint)

check() {
  local output
  if output="$(npm run --silent "$1" 2>&1 </dev/null)"; then
    printf '%s: passed\n' "$1"
  else
    printf '%s: failed\n%s\n' "$1" "$output"
    return 1
  fi
}
export -f check

printf '%s\n' "${CHECKS[@]}" | xargs -n 1 -P 2 bash -c 'check "$1"' check
