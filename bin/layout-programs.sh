#!/bin/sh
# Lays every program's distribution out as an image has it: OUT/<component>/{lib (others' jars), app (ours), java.args, aot.args}.
# java.args has relative paths: run it there, `cd OUT/atc && java @java.args`. Used by the Dockerfile and by bin/aot-caches.sh.
#
#   bin/layout-programs.sh OUT
set -eu
out=$1
root=$(cd "$(dirname "$0")/.." && pwd)
programs="atc autoscaler scheduler gns lsm gsm migrations atctl"
# They wait for others (a plane's API, Kafka, Postgres) or end soon. The optimizing compiler would add a quarter or more to their start
# and 20 to 40 MiB; those that compute keep it, and the API, whose reads it makes nearly twice as cheap (0.47 against 0.79 ms of processor).
waiting="gns lsm gsm migrations atctl"

for program in $programs; do
  dist=$root/$program/target/dist
  home=$out/$program
  if [ ! -x "$dist/bin/$program" ]; then
    echo "$dist is missing: build it first (./mvnw -Dfast -DskipTests -pl local -am package)" >&2
    exit 1
  fi
  rm -rf "$home"
  mkdir -p "$home/lib" "$home/app"
  cp "$dist"/lib/*.jar "$home/lib/"
  for own in protos shared migrations state "$program"; do
    for jar in "$home/lib/$own"-[0-9]*.jar; do
      if [ -f "$jar" ]; then mv "$jar" "$home/app/$own.jar"; fi
    done
  done
  # shellcheck disable=SC2016
  main=$(sed -n 's|.*-cp "$home/lib/\*" \([A-Za-z.]*\) .*|\1|p' "$dist/bin/$program")
  {
    # A small heap that grows when it must; what the collector does not need goes back to the machine.
    echo "-XX:+UseSerialGC -Xms16m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40"
    # So does, every ten seconds, what the compilers needed: of an ATC that has started 20 MiB, and 4 without the optimizing one.
    echo "-XX:TrimNativeHeapInterval=10000"
    echo "-XX:+ExitOnOutOfMemoryError -XX:-UsePerfData"
    case " $waiting " in *" $program "*) echo "-XX:TieredStopAtLevel=1" ;; esac
    echo "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    echo "-Dorg.jboss.logging.provider=slf4j -Duser.timezone=UTC -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"
    # In a fixed order: a cache of classes fits one class path only.
    echo "-cp $(cd "$home" && find app lib -name '*.jar' | LC_ALL=C sort | paste -s -d : -)"
    echo "$main"
  } >"$home/java.args"
  # A training run says here which cache to use; a JVM told to use one that is not there starts slower than without.
  : >"$home/aot.args"
  # Equal contents make equal layers.
  find "$home" -exec touch -d 2026-01-01T00:00:00Z {} +
done
