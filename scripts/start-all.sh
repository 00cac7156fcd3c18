#!/usr/bin/env bash
# Starts the platform on this machine: discovery, shared-state, job-control, one engine, and the console.
#
#   scripts/start-all.sh                installs and builds what is stale, starts what is not running yet, and returns
#   scripts/start-all.sh --replicas 2   two of each (1 to 9), on one PostgreSQL, behind one address per service
#   scripts/start-all.sh --demo         then starts the services of examples/trip too, and runs its two jobs
#
# DISCOVERY_PORT, SHARED_STATE_PORT, ENGINE_PORT, JOB_CONTROL_PORT (4000, 4500, 4600, 4700) say where, CONSOLE_PORT where the
# console is (4900; if that is taken and nothing else is said, any free port); DATA_DIR (data) holds databases, logs and pid
# files; DESIGN is what the engine runs. What else the apps read reaches them.
# With --replicas the PostgreSQL is that of DATABASE_URL, or one this brings itself, at POSTGRES_PORT (4400) with its data
# in DATA_DIR; replicas listen at the ports after those of their service.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=scripts/cluster/replicas.sh
source "$ROOT/scripts/cluster/replicas.sh"

readonly USAGE='Usage: scripts/start-all.sh [--replicas N] [--demo]'

demo=false
replicas=0
while (($# > 0)); do
  case "$1" in
    --demo) demo=true ;;
    --replicas)
      [[ ${2:-} =~ ^[1-9]$ ]] || fail "--replicas needs a number from 1 to 9, not \"${2:-}\". $USAGE"
      replicas="$2"
      shift
      ;;
    --help | -h)
      say "$USAGE"
      sed -n '/^#   scripts/,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) fail "$USAGE" ;;
  esac
  shift
done

# In the order of PLATFORM.
ports=("${DISCOVERY_PORT:-4000}" "${SHARED_STATE_PORT:-4500}" "${ENGINE_PORT:-4600}" "${JOB_CONTROL_PORT:-4700}")

console_port=4900

# All addresses follow from the four ports; what a shell has set for one app would be wrong for the others.
unset PORT PUBLIC_URL
export HOST=127.0.0.1
export DISCOVERY_URL="http://$HOST:${ports[0]}"
export SHARED_STATE_URL="http://$HOST:${ports[1]}"
export JOB_CONTROL_URL="http://$HOST:${ports[3]}"
export DESIGN="${DESIGN:-$ROOT/examples/designs/todo.json}"

started=()

stop_what_was_started() {
  local index
  for ((index = ${#started[@]} - 1; index >= 0; index--)); do stop "${started[index]}"; done
}

require_free() {
  [[ $2 =~ ^[0-9]{1,5}$ ]] && ((10#$2 > 0 && 10#$2 < 65536)) && ! listens "$HOST" "$2" ||
    fail "Port $2, where $1 is to listen, is taken by another program, or is no port. Free it, or set another (see the top of this script)."
}

# Refuses when an app is to listen where something else does, or already listens elsewhere.
check_port() {
  local name="$1" port="$2" pid
  if pid="$(running_pid "$name")"; then
    [[ $(address_of "$name") == "http://$HOST:$port" ]] ||
      fail "$name is already running at $(address_of "$name") (pid $pid), not at port $port. Stop it first: scripts/stop-all.sh"
  else
    require_free "$name" "$port"
  fi
}

# The platform does not fail to start for a port of the console that it was not told.
check_console() {
  running_pid console >/dev/null && [[ -z ${CONSOLE_PORT:-} ]] && return
  if [[ -n ${CONSOLE_PORT:-} ]]; then
    console_port="$CONSOLE_PORT"
    check_port console "$console_port"
  elif listens "$HOST" "$console_port"; then
    console_port=0
  fi
}

check_alone() {
  local index pid
  if pid="$(running_pid cluster)"; then
    fail "The platform is already running with --replicas (pid $pid). Stop it first: scripts/stop-all.sh"
  fi
  for index in "${!PLATFORM[@]}"; do check_port "${PLATFORM[index]}" "${ports[index]}"; done
}

# start NAME VARIABLE=VALUE …
start() {
  local name="$1" pid
  if pid="$(running_pid "$name")"; then
    say "$name is already running (pid $pid)"
  else
    started+=("$name")
    launch "$@"
  fi
}

start_alone() {
  local index
  for index in "${!PLATFORM[@]}"; do
    start "${PLATFORM[index]}" PORT="${ports[index]}"
    # The others register with discovery when they start.
    if [[ $index == 0 ]]; then await_up "${PLATFORM[index]}"; fi
  done
  for name in "${PLATFORM[@]}"; do await_up "$name"; done
}

start_console() {
  start console PORT="$console_port"
  await_up console
}

print_alone() {
  for name in "${PLATFORM[@]}"; do printf '%-16s %s\n' "$name" "$(address_of "$name")"; done
}

# The command line finds the platform at its default ports by itself, and elsewhere by these.
print_exports() {
  [[ "${ports[0]} ${ports[1]} ${ports[3]}" != '4000 4500 4700' ]] || return 0
  say 'For job-runner in this shell:'
  printf 'export %s=%s\n' DISCOVERY_URL "$DISCOVERY_URL" SHARED_STATE_URL "$SHARED_STATE_URL" JOB_CONTROL_URL "$JOB_CONTROL_URL"
}

kind=alone
apps=("${PLATFORM[@]}")
if ((replicas > 0)); then
  kind=cluster
  apps=()
  for name in "${PLATFORM[@]}"; do
    for ((number = 1; number <= replicas; number++)); do apps+=("$name-$number"); done
  done
fi

require_node
use_data_dir
"check_$kind"
check_console

if ! all_running "${apps[@]}" console; then
  install_if_stale
  build_if_stale
fi

trap stop_what_was_started EXIT
"start_$kind"
start_console
trap - EXIT

"print_$kind"
print_exports
say "Databases, logs and pid files: $DATA_DIR"
say 'Stop with scripts/stop-all.sh'

if $demo; then "$ROOT/scripts/demo.sh"; fi
say "Open the console: $(address_of console)"
