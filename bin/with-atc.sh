#!/usr/bin/env bash
# Runs a command with MCM_ATC_ADDRESS and MCM_ATC_TOKEN_FILE leading to the ATC that skaffold deployed, by a port-forward that ends with it.
# Usage: bin/with-atc.sh COMMAND [ARGUMENT...]   (MCM_CP_CONTEXT names the cluster; else the one that bin/register-dev-plane.sh registered a plane with)
set -euo pipefail
cd "$(dirname "$0")/.."
context=${MCM_CP_CONTEXT:-${SKAFFOLD_KUBE_CONTEXT:-$(cat .mcm/minikube/context 2>/dev/null || kubectl config current-context)}}
log=$(mktemp)
kubectl --context "$context" -n mcm port-forward --address 127.0.0.1 service/mcm-cp-atc :9090 >"$log" 2>&1 &
forward=$!
trap 'kill "$forward" 2>/dev/null || true; rm -f "$log"' EXIT
port=""
for _ in $(seq 60); do
  port=$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\) .*/\1/p' "$log")
  [ -n "$port" ] && break
  kill -0 "$forward" 2>/dev/null || break
  sleep 0.5
done
[ -n "$port" ] || { echo "no way to service mcm-cp-atc in context $context:" >&2; cat "$log" >&2; exit 1; }
export MCM_ATC_ADDRESS=127.0.0.1:$port MCM_ATC_TOKEN_FILE=$PWD/.mcm/minikube/token
"$@"
