#!/usr/bin/env bash
# Runs the integration tests against a running MCM: bin/run_mcm_integration_test.sh [TEST CLASS,...]
#   MCM_TARGET=minikube (default)   what skaffold deployed (bin/minikube.sh up)
#   MCM_TARGET=local                a stack that the tests start themselves
#   MCM_TARGET=PATH                 <plane>.kubeconfig or a directory of those, with MCM_ATC_ADDRESS and MCM_ATC_TOKEN or MCM_ATC_TOKEN_FILE
# Tests that kill processes or look into the database are skipped by name where those are not theirs.
set -euo pipefail
cd "$(dirname "$0")/.."
export MCM_TARGET=${MCM_TARGET:-minikube}
tests=${1:-LoopIT,BadInputIT,HardKillIT}
run=(./mvnw -ntp -Dfast -pl it-tests -am verify "-Dit.test=$tests" -Dfailsafe.failIfNoSpecifiedTests=false
  -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false)
if [ "$MCM_TARGET" = minikube ]; then
  if [ ! -s .mcm/minikube/token ]; then
    echo "MCM is not in minikube: bin/minikube.sh up" >&2
    exit 1
  fi
  exec bin/with-atc.sh "${run[@]}"
fi
exec "${run[@]}"
