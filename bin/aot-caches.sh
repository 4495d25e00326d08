#!/bin/sh
# Makes the AOT caches of programs that bin/layout-programs.sh has laid out: runs each of them once for real (some minutes).
# The local distribution must be built. Part of the Dockerfile; on a developer's machine for ./mcm bench startup.
#
#   bin/aot-caches.sh PROGRAMS [RUNTIME]      RUNTIME: home of the JDK or runtime that will run them (JAVA_HOME)
set -eu
programs=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/bin/jdk.sh"
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dorg.jboss.logging.provider=slf4j -Dlogback.configurationFile=dev/mcm/local/logback-launcher.xml \
  -cp "$root/local/target/dist/lib/*" dev.mcm.local.train.TrainMain "$programs" "${2:-$JAVA_HOME}"
