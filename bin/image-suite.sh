#!/usr/bin/env bash
# The suite as it is deployed, on one machine: builds every image, runs the loop's tests against services that are containers of them, and the
# tests of Postgres and Kafka against containers; then releases the charts into a cluster of one real node (bin/kube-node.sh) and runs the loop's
# tests against that. Starts a private Docker engine where none runs, and stops it again.
# Where there is none and none can be had it says so and does nothing (exit code 0).
#
#   bin/image-suite.sh [--public-base] [loop | servers | charts]...     default: all
#   --public-base   bases and servers from a registry, instead of made here of Debian packages
set -euo pipefail
cd "$(dirname "$0")/.."
base=--local-base
parts=()
for argument in "$@"; do
  case $argument in
    --public-base) base= ;;
    loop | servers | charts) parts+=("$argument") ;;
    *)
      sed -n '2,8s/^# \{0,1\}//p' "$0"
      exit 2
      ;;
  esac
done
if [ ${#parts[@]} = 0 ]; then parts=(loop servers charts); fi

had_engine=true
bin/docker-engine.sh env >/dev/null 2>&1 || had_engine=false
if ! bin/docker-engine.sh start; then
  echo "skipped: the suite from images"
  exit 0
fi
eval "$(bin/docker-engine.sh env)"
finish() {
  "$DOCKER" ps --quiet --filter label=dev.mcm.stack --filter label=org.testcontainers | xargs -r "$DOCKER" rm --force >/dev/null
  $had_engine || bin/docker-engine.sh stop
}
trap finish EXIT

integration_tests() {
  local modules=$1 classes=$2
  # A summary of an earlier run would be taken for this one's.
  find . -type d -path '*/target/failsafe-reports' -prune -exec rm -rf {} +
  ./mvnw -ntp -Dfast -pl "$modules" -am verify -Dit.test="$classes" -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false
}

loop() {
  bin/images.sh $base
  echo "the loop's tests, every service a container of its image"
  MCM_STACK_SERVICES="images:${IMAGE:-mcm/%s:dev}" integration_tests it-tests 'LoopIT,HardKillIT,BadInputIT'
}

servers() {
  if [ -n "$base" ]; then
    bin/images.sh --local-base migrations
    bin/server-images.sh
    export MCM_TEST_POSTGRES_IMAGE=mcm-local/postgres:17 MCM_TEST_KAFKA_IMAGE=mcm-local/kafka:4.3
    # Testcontainers' own helper image cannot be pulled either; finish() removes what a killed run leaves.
    export TESTCONTAINERS_RYUK_DISABLED=true
  fi
  # Ports are published on this machine also where this machine is itself a container.
  export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  echo "the tests of Postgres and Kafka, every server a container"
  MCM_TEST_SERVERS=testcontainers integration_tests testkit/servers,state,atc,autoscaler,scheduler,gns,gsm \
    'SharedPostgresIT,TopicsIT,TopicTailIT,*StoreIT,MigrationsIT,AtcServiceIT,AutoscalerIT,SchedulerIT,GnsIT,GnsFaultIT,GsmIT,PlaneStateIT'
}

charts() {
  # Everything else there is made of the local base, too.
  bin/images.sh --local-base
  bin/server-images.sh
  trap 'bin/kube-node.sh down; finish' EXIT
  bin/kube-node.sh up
  bin/kube-node-release.sh
  echo "the loop's tests, against the charts' release"
  (eval "$(bin/kube-node.sh env)" && bin/run_mcm_integration_test.sh)
}

for part in "${parts[@]}"; do $part; done
