#!/bin/sh
# Starts the program of this distribution: bin/<program>, lib/*.jar. JAVA_OPTS adds JVM flags; JAVA_HOME names the JDK or JRE 25.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dorg.jboss.logging.provider=slf4j \
  ${JAVA_OPTS:-} -cp "$home/lib/*" @MAIN@ "$@"
