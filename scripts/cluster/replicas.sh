# What scripts/start-all.sh --replicas adds: replicas of each service on one PostgreSQL, behind one address per service.
# To be sourced after lib.sh. NAME-1, NAME-2, … listen at the ports after the service's own, where the process "cluster"
# (proxy.mjs) listens for all four.
# shellcheck shell=bash

postgres_port="${POSTGRES_PORT:-4400}"

# Calls a command with NAME-N, its port and the port of its service, for every replica of one service.
each_replica() {
  local command="$1" name="$2" port="$3" number
  for ((number = 1; number <= replicas; number++)); do "$command" "$name-$number" "$((port + number))" "$port"; done
}

each_replica_of_all() {
  local index
  for index in "${!PLATFORM[@]}"; do each_replica "$1" "${PLATFORM[index]}" "${ports[index]}"; done
}

# Every port that will be listened at must be one, and be named once.
check_ports_differ() {
  local port number all=()
  for port in "${ports[@]}" "$postgres_port"; do
    [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || fail "$port is no port. Set another (see the top of start-all.sh)."
  done
  for port in "${ports[@]}"; do
    for ((number = 0; number <= replicas; number++)); do all+=("$((port + number))"); done
  done
  [[ -n ${DATABASE_URL:-} ]] || all+=("$postgres_port")
  port="$(printf '%s\n' "${all[@]}" | sort | uniq -d | head -n 1)"
  [[ -z $port ]] || fail "Port $port would be needed twice: each service takes its own and the next $replicas."
}

check_replica() { running_pid "$1" >/dev/null || require_free "$1" "$2"; }

# What runs already must have been started with the same ports, number and database: nothing is started anew for it.
check_cluster() {
  local name pid port other='Stop it first: scripts/stop-all.sh'
  for name in "${PLATFORM[@]}"; do
    if pid="$(running_pid "$name")"; then fail "$name is already running without replicas (pid $pid). $other"; fi
  done
  check_ports_differ
  if running_pid cluster >/dev/null; then
    for port in "${ports[@]}"; do
      grep -qxF "$(fronts "$port")" "$(log_file cluster)" ||
        fail "The platform is already running with other ports or another number of replicas. $other"
    done
    [[ -n ${DATABASE_URL:-} && ! -f $(pid_file postgres) || -z ${DATABASE_URL:-} && -f $(pid_file postgres) ]] ||
      fail "The platform is already running on another database. $other"
  else
    for port in "${ports[@]}"; do require_free cluster "$port"; done
  fi
  each_replica_of_all check_replica
  [[ -n ${DATABASE_URL:-} ]] || check_replica postgres "$postgres_port"
}

# The line in which proxy.mjs says what it does.
fronts() {
  local number line="cluster listening on http://$HOST:$1 for"
  for ((number = 1; number <= replicas; number++)); do line+=" $(($1 + number))"; done
  printf '%s' "$line"
}

start_replica() { start "$1" PORT="$2" PUBLIC_URL="http://$HOST:$3"; }
await_replica() { await_up "$1" "http://$HOST:$2"; }

use_database() {
  if [[ -z ${DATABASE_URL:-} ]]; then
    start postgres PORT="$postgres_port"
    await_up postgres
    DATABASE_URL="$(<"$DATA_DIR/postgres.url")"
    export DATABASE_URL
  else
    node "$ROOT/scripts/cluster/reach-database.mjs" </dev/null || exit 1
  fi
}

start_cluster() {
  local joined index
  use_database
  joined="$(IFS=,; printf '%s' "${ports[*]}")"
  start cluster PORTS="$joined" REPLICAS="$replicas"
  for index in "${!PLATFORM[@]}"; do
    each_replica start_replica "${PLATFORM[index]}" "${ports[index]}"
    # The others register with discovery when they start.
    if [[ $index == 0 ]]; then each_replica await_replica "${PLATFORM[index]}" "${ports[index]}"; fi
  done
  each_replica_of_all await_replica
  await_up cluster
}

print_cluster() {
  local index number behind
  for index in "${!PLATFORM[@]}"; do
    behind=''
    for ((number = 1; number <= replicas; number++)); do behind+=" $((ports[index] + number))"; done
    printf '%-16s http://%s:%s  replicas at%s\n' "${PLATFORM[index]}" "$HOST" "${ports[index]}" "$behind"
  done
  if [[ -f $(pid_file postgres) ]]; then
    printf '%-16s %s:%s  address and password in %s\n' postgres "$HOST" "$postgres_port" "$DATA_DIR/postgres.url"
  else
    printf '%-16s %s\n' postgres 'that of DATABASE_URL'
  fi
}
