#!/bin/sh
# Prints the Java modules that the programs need, as jdeps finds them in all their classes (some minutes). The Dockerfile holds the list.
#
#   bin/java-modules.sh PROGRAMS      as bin/layout-programs.sh lays them out
set -eu
programs=$(cd "$1" && pwd)
. "$(dirname "$0")/jdk.sh"
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
cd "$classes"
# Some libraries are modules that require others which are not there: without their descriptors they are plain classes.
find "$programs" -name '*.jar' | awk -F / '!seen[$NF]++' | while read -r jar; do
  "$JAVA_HOME/bin/jar" xf "$jar"
done
rm -rf META-INF
find . -name module-info.class -delete
"$JAVA_HOME/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps .
