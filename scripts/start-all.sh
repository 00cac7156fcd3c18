#!/usr/bin/env bash
# Starts the platform on this machine: discovery, shared-state, job-control and one engine, each once.
#
#   scripts/start-all.sh          installs and builds what is stale, starts what is not running yet, and returns
#   scripts/start-all.sh --demo   then starts the services of examples/trip too, and runs its two jobs
#
# DISCOVERY_PORT, SHARED_STATE_PORT, ENGINE_PORT, JOB_CONTROL_PORT (4000, 4500, 4600, 4700) say where; DATA_DIR (data)
# holds databases, logs and pid files; DESIGN is what the engine runs. What else the apps read reaches them.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

demo=false
for argument in "$@"; do
  [[ $argument == --demo ]] || fail "Usage: scripts/start-all.sh [--demo]"
  demo=true
done

discovery_port="${DISCOVERY_PORT:-4000}"
shared_state_port="${SHARED_STATE_PORT:-4500}"
engine_port="${ENGINE_PORT:-4600}"
job_control_port="${JOB_CONTROL_PORT:-4700}"

# All addresses follow from the four ports; what a shell has set for one app would be wrong for the others.
unset PORT PUBLIC_URL
export HOST=127.0.0.1
export DISCOVERY_URL="http://$HOST:$discovery_port"
export SHARED_STATE_URL="http://$HOST:$shared_state_port"
export JOB_CONTROL_URL="http://$HOST:$job_control_port"
export DESIGN="${DESIGN:-$ROOT/examples/designs/todo.json}"

started=()

stop_what_was_started() {
  local index
  for ((index = ${#started[@]} - 1; index >= 0; index--)); do stop "${started[index]}"; done
}

# Refuses when an app is to listen where something else does, or already listens elsewhere.
check_port() {
  local name="$1" port="$2" pid
  if pid="$(running_pid "$name")"; then
    [[ $(address_of "$name") == "http://$HOST:$port" ]] ||
      fail "$name is already running at $(address_of "$name") (pid $pid), not at port $port. Stop it first: scripts/stop-all.sh"
  elif ! probe free "$HOST" "$port"; then
    fail "Port $port, where $name is to listen, is taken by another program, or is no port. Free it, or set another (see the top of this script)."
  fi
}

start() {
  local name="$1" port="$2" pid
  if pid="$(running_pid "$name")"; then
    say "$name is already running (pid $pid)"
  else
    started+=("$name")
    launch "$name" PORT="$port"
  fi
}

require_node
use_data_dir
check_port discovery "$discovery_port"
check_port shared-state "$shared_state_port"
check_port engine-service "$engine_port"
check_port job-control "$job_control_port"

if ! all_running "${PLATFORM[@]}"; then
  install_if_stale
  build_if_stale
fi

trap stop_what_was_started EXIT
start discovery "$discovery_port"
await_up discovery
start shared-state "$shared_state_port"
start engine-service "$engine_port"
start job-control "$job_control_port"
for name in "${PLATFORM[@]}"; do await_up "$name"; done
trap - EXIT

for name in "${PLATFORM[@]}"; do printf '%-16s %s\n' "$name" "$(address_of "$name")"; done
say "Databases, logs and pid files: $DATA_DIR"
say 'Stop with scripts/stop-all.sh'

if $demo; then "$ROOT/scripts/demo.sh"; fi
