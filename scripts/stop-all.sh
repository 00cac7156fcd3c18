#!/usr/bin/env bash
# Stops what scripts/start-all.sh started with the same DATA_DIR, and nothing else; waits until it is gone.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[[ $# -eq 0 ]] || fail 'Usage: scripts/stop-all.sh'
use_data_dir

# Services before the platform they talk to.
for name in "${TRIP[@]}" job-control engine-service shared-state discovery; do
  if [[ -f $(pid_file "$name") ]]; then stop "$name"; fi
done
