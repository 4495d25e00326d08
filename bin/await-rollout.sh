#!/usr/bin/env bash
# Waits until every Deployment and StatefulSet of a namespace has rolled out: bin/await-rollout.sh CONTEXT NAMESPACE
# 10 minutes at most for each; exit code 1 names the one that did not, with its pods.
set -euo pipefail
context=${1:?kubectl context}
namespace=${2:?namespace}
kubectl() { command kubectl --context "$context" -n "$namespace" "$@"; }

for workload in $(kubectl get deployments,statefulsets -o name); do
  kubectl rollout status "$workload" --timeout=600s || {
    kubectl get pods >&2
    exit 1
  }
done
