#!/usr/bin/env bash
# The trip of examples/trip on a platform that runs: starts its three services, books a trip that works out, then one
# that fails at its last service, and shows what the services hold in between. Called by scripts/start-all.sh --demo.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
use_data_dir

readonly TRIP_DIR="$ROOT/examples/trip"
: "${DISCOVERY_URL:?}" "${SHARED_STATE_URL:?}" "${JOB_CONTROL_URL:?}"

headline() { printf '\n=== %s ===\n' "$*"; }

holdings() {
  headline "$1"
  node "$TRIP_DIR/holdings.mjs"
}

# start_trip_service NAME [VARIABLE=VALUE …]. Its port need not be known: discovery knows it.
start_trip_service() {
  running_pid "$1" >/dev/null || launch "$@" PORT=0
  await_up "$1"
  printf '%-16s %s\n' "$1" "$(address_of "$1")"
}

# run_job FILE EXPECTED: runs a job to its end and checks its exit code (0 completed, 1 failed and undone).
run_job() {
  local status=0
  headline "job-runner run $1"
  node "$ROOT/dist/job-runner.js" run "$TRIP_DIR/$1" --emit --verbose \
    --job-url "$JOB_CONTROL_URL" --state-url "$SHARED_STATE_URL" --discovery-url "$DISCOVERY_URL" || status=$?
  [[ $status -eq $2 ]] || fail "The job ended with exit code $status, not $2 as expected."
}

headline 'Services of the trip'
for name in flight hotel; do
  start_trip_service "$name" DESIGN="$ROOT/examples/designs/$name.json" DATA_DIR="$DATA_DIR/$name"
done
start_trip_service car-rental
await_registered flight hotel car-rental

holdings 'Before'
run_job trip.json 0
holdings 'The trip is booked'
run_job trip-fails.json 1
node "$TRIP_DIR/calls.mjs" trip-fails
holdings 'The second trip failed at the car rental: all as before'
