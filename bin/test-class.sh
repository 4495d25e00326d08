#!/usr/bin/env bash
# Runs one test class with Maven, as the gate would: bin/test-class.sh scheduler/src/test/java/dev/mcm/scheduler/core/PlacementPolicyTest.java
set -euo pipefail
cd "$(dirname "$0")/.."
file=${1:?path of a test class}
module=${file%%/src/*}
class=$(basename "$file" .java)
case "$class" in
  *IT) exec ./mvnw -q -ntp -Dfast -pl "$module" -am verify "-Dit.test=$class" -Dfailsafe.failIfNoSpecifiedTests=false -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false ;;
  *) exec ./mvnw -q -ntp -Dfast -pl "$module" -am test "-Dtest=$class" -Dsurefire.failIfNoSpecifiedTests=false ;;
esac
