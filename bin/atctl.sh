#!/usr/bin/env bash
# atctl from this checkout; builds it when it is not built.
set -euo pipefail
cd "$(dirname "$0")/.."
. bin/jdk.sh
[ -x atctl/target/dist/bin/atctl ] || ./mvnw -q -ntp -Dfast -DskipTests -pl atctl -am package
exec atctl/target/dist/bin/atctl "$@"
