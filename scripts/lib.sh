# What the scripts beside it have in common: places, staleness, and processes that outlive the script that started them.
# To be sourced. Every process has $DATA_DIR/NAME.pid and $DATA_DIR/NAME.log.
# shellcheck shell=bash

ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
readonly ROOT

# shellcheck disable=SC2034
readonly PLATFORM=(discovery shared-state engine-service job-control)
# The services of examples/trip.
# shellcheck disable=SC2034
readonly TRIP=(flight hotel car-rental)

readonly START_SECONDS=60
# A little more than an app takes to finish the requests it has.
readonly STOP_SECONDS=30
# What is installed and built is no secret: PostgreSQL, which root may not run, is run as another user.
CALLERS_UMASK="$(umask)"
readonly CALLERS_UMASK

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# A start of Node for every question would take longer than the check: these are asked by the shell itself.

# listens HOST PORT: whether a process does.
listens() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# responds ADDRESS: http://HOST:PORT responds to /ping with 2xx.
responds() (
  authority="${1#http://}"
  exec 2>/dev/null 3<>"/dev/tcp/${authority%:*}/${authority##*:}" || return
  printf 'GET /ping HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$authority" >&3
  IFS= read -r -t 2 status <&3 && [[ $status == HTTP/1.?' '2* ]]
)

# Where the embedded databases, pid files and logs are; a relative DATA_DIR starts where the caller stands.
use_data_dir() {
  DATA_DIR="${DATA_DIR:-$ROOT/data}"
  # Logs and pid files are their owner's alone, as are the databases, whatever the umask is elsewhere.
  umask 077
  mkdir -p -- "$DATA_DIR"
  DATA_DIR="$(cd -- "$DATA_DIR" && pwd -P)"
  export DATA_DIR
}

# --- dependencies and build -------------------------------------------------------------------------------------------

# What package.json supports, as it is written there: ^A.B.C and >=A.B.C, with || between them.
supported_node() { sed -n 's/^ *"node": "\(.*\)".*/\1/p' "$ROOT/package.json"; }

# in_range VERSION RANGE
in_range() {
  local part number floor
  [[ $1 =~ ^v([0-9]+)\.([0-9]+)\.([0-9]+) ]] || return
  number=$(version_number "${BASH_REMATCH[@]:1}")
  local major="${BASH_REMATCH[1]}"
  for part in ${2//||/ }; do
    [[ $part =~ ^(\^|>=)([0-9]+)\.([0-9]+)\.([0-9]+)$ ]] || fail "package.json says \"$part\" of Node.js, which this script cannot read."
    floor=$(version_number "${BASH_REMATCH[@]:2}")
    ((number >= floor)) && [[ ${BASH_REMATCH[1]} == '>=' || ${BASH_REMATCH[2]} == "$major" ]] && return
  done
  return 1
}

version_number() { printf '%s' "$((($1 * 1000 + $2) * 1000 + $3))"; }

require_node() {
  local range version
  range="$(supported_node)"
  command -v node >/dev/null || fail "Node.js $range is needed, and there is no node on the PATH."
  version="$(node --version)"
  in_range "$version" "$range" || fail "Node.js $range is needed; this is $version."
}

install_if_stale() {
  local installed="$ROOT/node_modules/.package-lock.json"
  [[ -f $installed && ! $ROOT/package-lock.json -nt $installed ]] && return
  say 'Installing dependencies (npm ci) …'
  (umask "$CALLERS_UMASK" && cd -- "$ROOT" && npm ci --include=dev --no-audit --no-fund --loglevel=error </dev/null) ||
    fail 'The dependencies could not be installed.'
}

build_if_stale() {
  local built="$ROOT/dist/.built" newer
  if [[ -f $built ]]; then
    newer="$(cd -- "$ROOT" && find apps libs examples scripts/bundle package.json tsconfig.json tsconfig.build.json -newer "$built" -print -quit)"
    [[ -z $newer ]] && return
  fi
  say 'Building …'
  (umask "$CALLERS_UMASK" && cd -- "$ROOT" && npm run --silent build </dev/null) || fail 'The build failed.'
}

# --- processes --------------------------------------------------------------------------------------------------------

pid_file() { printf '%s' "$DATA_DIR/$1.pid"; }
log_file() { printf '%s' "$DATA_DIR/$1.log"; }

# The command line of a process; nothing when it has ended.
command_of() {
  if [[ -d /proc/self ]]; then
    tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" || true
  else
    ps -o args= -p "$1" 2>/dev/null || true
  fi
}

script_of() {
  case "$1" in
    flight | hotel) printf '%s' "$ROOT/dist/engine-service.js" ;;
    car-rental) printf '%s' "$ROOT/examples/trip/car-rental.mjs" ;;
    cluster) printf '%s' "$ROOT/scripts/cluster/proxy.mjs" ;;
    postgres) printf '%s' "$ROOT/scripts/cluster/postgres.mjs" ;;
    *-[1-9]) script_of "${1%-*}" ;;
    *) printf '%s' "$ROOT/dist/$1.js" ;;
  esac
}

# is_still PID NAME: a pid in a file may have been given to another process since.
is_still() { [[ $1 =~ ^[0-9]+$ && "$(command_of "$1")" == *"$(script_of "$2")"* ]]; }

# Prints the pid of a process that runs.
running_pid() {
  local pid
  [[ -f $(pid_file "$1") ]] || return 1
  pid="$(<"$(pid_file "$1")")"
  is_still "$pid" "$1" && printf '%s' "$pid"
}

all_running() {
  local name
  for name in "$@"; do running_pid "$name" >/dev/null || return 1; done
}

# The address a process printed when it began to listen.
address_of() { sed -n 's/.* listening on \(http[^ "]*\).*/\1/p' "$(log_file "$1")" 2>/dev/null | tail -n 1; }

# launch NAME [VARIABLE=VALUE …]: starts a process in a process group of its own, so that nothing that ends the caller
# (a closed terminal, Ctrl-C) ends it too.
launch() {
  local name="$1"
  shift
  set -m
  env "$@" nohup node "$(script_of "$name")" </dev/null >"$(log_file "$name")" 2>&1 &
  set +m
  printf '%s\n' "$!" >"$(pid_file "$name")"
}

# is_up NAME [ADDRESS]: it responds to /ping, where it says that it listens or at ADDRESS; PostgreSQL just says so.
is_up() {
  local address="${2:-$(address_of "$1")}"
  if [[ $1 == postgres ]]; then
    # There is no log until the process in the background has opened it.
    grep -qs '^postgres listening on ' "$(log_file postgres)"
  else
    [[ -n $address ]] && responds "$address"
  fi
}

# await_up NAME [ADDRESS]: waits until a process is up; says why when it ends instead.
await_up() {
  local name="$1" deadline=$((SECONDS + START_SECONDS))
  until is_up "$@"; do
    if ! kill -0 "$(<"$(pid_file "$name")")" 2>/dev/null; then
      tail -n 5 -- "$(log_file "$name")" >&2
      rm -f -- "$(pid_file "$name")"
      fail "$name did not start; see $(log_file "$name")"
    fi
    ((SECONDS < deadline)) || fail "$name does not respond after $START_SECONDS s; see $(log_file "$name")"
    sleep 0.05
  done
}

# Waits until discovery knows a healthy service for each of these tags.
await_registered() {
  node "$ROOT/scripts/await-registered.mjs" "$DISCOVERY_URL" "$START_SECONDS" "$@" </dev/null || exit 1
}

# Ends a process and waits until it is gone. Without one, only forgets its pid file.
stop() {
  local name="$1" pid deadline=$((SECONDS + STOP_SECONDS))
  if pid="$(running_pid "$name")"; then
    kill -TERM "$pid" 2>/dev/null || true
    while is_still "$pid" "$name" && ((SECONDS < deadline)); do sleep 0.1; done
    if is_still "$pid" "$name"; then
      kill -KILL "$pid" 2>/dev/null || true
      say "$name (pid $pid) killed: it did not end by itself within $STOP_SECONDS s"
    else
      say "$name (pid $pid) stopped"
    fi
  fi
  rm -f -- "$(pid_file "$name")"
}
