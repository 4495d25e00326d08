#!/usr/bin/env bash
# Builds LSM and GSM of an earlier commit (REV, else the parent of HEAD) under target/upgrade, and plays them against those of
# this tree: old LSM with new GSM and the reverse, on a real Postgres with today's schema and a real broker. Writes a report.
set -euo pipefail
cd "$(dirname "$0")/.."
rev=$(git rev-parse --short "${REV:-HEAD~1}^{commit}")
here=$(git describe --always --dirty)
build=$PWD/target/upgrade/$rev
report=${REPORT:-$PWD/target/upgrade/upgrade.json}
read -r -a maven <<<"${MAVEN_FLAGS:--q -B -ntp}"

if [ ! -f "$build/.built" ]; then
  rm -rf "$build"
  mkdir -p "$build"
  git archive "$rev" | tar -x -C "$build"
  (cd "$build" && ./mvnw "${maven[@]}" -Dfast -DskipTests -pl lsm,gsm -am package)
  touch "$build/.built"
fi

result=passed
./mvnw "${maven[@]}" -Dfast -pl gsm -am verify -Dtest=NoUnitTest -Dit.test=UpgradeIT -Dmcm.upgrade.before="$build" \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false || result=failed
count() { sed -n "s/.*<$1>\([0-9]*\)<.*/\1/p" gsm/target/failsafe-reports/failsafe-summary.xml | head -n 1; }
printf '{"suite":"upgrade","commit":"%s","before":"%s","result":"%s","tests":%s,"failures":%s,"errors":%s,"skipped":%s}\n' \
  "$here" "$rev" "$result" "$(count completed)" "$(count failures)" "$(count errors)" "$(count skipped)" | tee "$report"
[ "$result" = passed ] && [ "$(count completed)" -gt 0 ] && [ "$(count skipped)" -eq 0 ]
