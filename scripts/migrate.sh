#!/usr/bin/env bash
# Brings the databases of all apps up to date and returns: DATABASE_URL=postgres://… npm run migrate
#
# For a deployment where the apps themselves may not change the schema (DATABASE_MIGRATE=never), and for one that wants
# the schema changed before the first of them is replaced. Every engine has a schema of its own: DESIGN says which.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[[ $# -eq 0 ]] || fail 'Usage: scripts/migrate.sh'
[[ -n ${DATABASE_URL:-} ]] || fail 'DATABASE_URL is needed: which PostgreSQL?'
export DESIGN="${DESIGN:-$ROOT/examples/designs/todo.json}"

require_node
install_if_stale
build_if_stale
for name in "${PLATFORM[@]}"; do node "$(script_of "$name")" migrate; done
