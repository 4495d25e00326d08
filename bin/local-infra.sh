#!/usr/bin/env bash
# Postgres and a broker in containers (docker-compose.yml): bin/local-infra.sh start | stop. Repeating either does nothing.
# stop deletes their data. Exit code 3 where there is no Docker engine or no compose.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! engine=$(bin/docker-engine.sh env); then
  echo "./mcm up and the tests need none: they start their servers themselves" >&2
  exit 3
fi
eval "$engine"
if "$DOCKER" compose version >/dev/null 2>&1; then
  compose() { "$DOCKER" compose "$@"; }
elif command -v docker-compose >/dev/null; then
  # Version 1 does not read the file's name of the project.
  export COMPOSE_PROJECT_NAME=mcm
  compose() { docker-compose "$@"; }
else
  echo "no docker compose here (expected: the plugin, or docker-compose)" >&2
  exit 3
fi

healthy() {
  local container
  for container in $(compose ps -q); do
    [ "$("$DOCKER" inspect --format '{{.State.Health.Status}}' "$container")" = healthy ] || return 1
  done
}

case "${1:-}" in
  start)
    compose up --detach
    for _ in $(seq 120); do
      if healthy; then
        echo "Postgres 127.0.0.1:${MCM_INFRA_POSTGRES_PORT:-15432} (postgres / ${MCM_INFRA_POSTGRES_PASSWORD:-mcm-local})," \
          "Kafka 127.0.0.1:${MCM_INFRA_KAFKA_PORT:-19092}; tests use them with MCM_TEST_SERVERS=compose"
        exit 0
      fi
      sleep 1
    done
    compose ps
    echo "not healthy within 120 s" >&2
    exit 1
    ;;
  stop) compose down --volumes ;;
  *)
    sed -n '2,3s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
