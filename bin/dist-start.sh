#!/bin/sh
# Starts the program of this distribution: bin/<program>, lib/*.jar. JAVA_OPTS adds JVM flags; JAVA_HOME names the JDK or JRE 25.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
major=$("$java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
if [ "${major:-0}" -lt 25 ]; then
  echo "$(basename "$0") needs Java 25 or newer; '$java' is ${major:-missing} (set JAVA_HOME)" >&2
  exit 3
fi
exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dorg.jboss.logging.provider=slf4j \
  ${JAVA_OPTS:-} -cp "$home/lib/*" @MAIN@ "$@"
