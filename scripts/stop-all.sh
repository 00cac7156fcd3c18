#!/usr/bin/env bash
# Stops what scripts/start-all.sh started with the same DATA_DIR, and nothing else; waits until it is gone.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[[ $# -eq 0 ]] || fail 'Usage: scripts/stop-all.sh'
use_data_dir

stop_if_started() {
  if [[ -f $(pid_file "$1") ]]; then stop "$1"; fi
}

# The console and services before the platform they talk to; what replicas need last.
stop_if_started console
for name in "${TRIP[@]}"; do stop_if_started "$name"; done
for name in job-control engine-service shared-state discovery; do
  stop_if_started "$name"
  for number in {1..9}; do stop_if_started "$name-$number"; done
done
stop_if_started cluster
stop_if_started postgres
