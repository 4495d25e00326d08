#!/usr/bin/env bash
# What a person does with kubectl on a plane: apply (server side), get, describe, watch, scale, conflict, delete. Fails at the first answer that is
# not as Kubernetes gives it. The same on a real API server and on a simulated plane:
#   bin/kubectl-tour.sh KUBECONFIG [KUBECTL]
# Uses and removes namespace mcm-tour.
set -euo pipefail

kubeconfig=${1:?usage: bin/kubectl-tour.sh KUBECONFIG [KUBECTL]}
program=${2:-kubectl}
namespace=mcm-tour
work=$(mktemp -d)
watcher=

kubectl() { "$program" --kubeconfig="$kubeconfig" --cache-dir="$work/cache" "$@"; }

finish() {
  [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

step() { printf 'tour: %s\n' "$*"; }

fail() {
  printf 'tour: FAILED: %s\n' "$*" >&2
  exit 1
}

# expect TEXT COMMAND...: the command succeeds and says TEXT.
expect() {
  local text=$1 said
  shift
  said=$("$@" 2>&1) || fail "$* exited with $?: $said"
  grep -qF -- "$text" <<<"$said" || fail "$*: expected '$text' in: $said"
}

# refused TEXT COMMAND...: the command fails and says TEXT.
refused() {
  local text=$1 said
  shift
  if said=$("$@" 2>&1); then fail "$* succeeded (expected a refusal with '$text'): $said"; fi
  grep -qF -- "$text" <<<"$said" || fail "$*: expected '$text' in: $said"
}

# eventually TEXT COMMAND...: the command says TEXT within a minute.
eventually() {
  local text=$1 said='' tries=0
  shift
  until said=$("$@" 2>&1) && grep -qF -- "$text" <<<"$said"; do
    tries=$((tries + 1))
    [ $tries -lt 120 ] || fail "$*: expected '$text' within a minute; last: $said"
    sleep 0.5
  done
}

cat >"$work/namespace.yaml" <<EOF
apiVersion: v1
kind: Namespace
metadata:
  name: $namespace
EOF

cat >"$work/model.yaml" <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: model
  namespace: $namespace
  labels: {app: model}
spec:
  replicas: 2
  selector:
    matchLabels: {app: model}
  template:
    metadata:
      labels: {app: model}
    spec:
      containers:
      - name: model
        image: registry.example/model:1
        resources:
          requests: {cpu: 100m, memory: 64Mi}
---
apiVersion: v1
kind: Service
metadata:
  name: model
  namespace: $namespace
spec:
  selector: {app: model}
  ports:
  - port: 80
    targetPort: 8000
EOF

cat >"$work/route.yaml" <<EOF
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: model
  namespace: $namespace
spec:
  parentRefs:
  - {name: mcm, namespace: mcm-system}
  rules:
  - matches:
    - path: {type: PathPrefix, value: /d/model}
    backendRefs:
    - {name: model, port: 80}
EOF

step "discovery"
expect "Server Version" kubectl version
expect "httproutes" kubectl api-resources --api-group=gateway.networking.k8s.io
expect "NAME" kubectl get nodes

step "apply --server-side"
expect "serverside-applied" kubectl apply --server-side --field-manager=tour -f "$work/namespace.yaml"
kubectl get pods -n $namespace -w --output-watch-events >"$work/watched" 2>&1 &
watcher=$!
expect "deployment.apps/model serverside-applied" kubectl apply --server-side --field-manager=tour -f "$work/model.yaml"
expect "serverside-applied" kubectl apply --server-side --field-manager=tour -f "$work/route.yaml"

step "get"
eventually "2/2" kubectl get deployment model -n $namespace
expect "Running" kubectl get pods -n $namespace -l app=model
expect "registry.example/model:1" kubectl get pods -n $namespace -o yaml
expect "2" kubectl get deployment model -n $namespace -o 'jsonpath={.status.readyReplicas}'
expect "80/TCP" kubectl get service model -n $namespace
expect "model" kubectl get httproutes -n $namespace
expect "pod/model-" kubectl get pods -n $namespace --field-selector=status.phase=Running -o name
refused "not found" kubectl get deployment absent -n $namespace

step "describe"
expect "RollingUpdateStrategy" kubectl describe deployment model -n $namespace
expect "registry.example/model:1" kubectl describe pods -n $namespace
expect "Allocatable" kubectl describe nodes

step "-w"
eventually "ADDED" cat "$work/watched"
eventually "Running" cat "$work/watched"

step "conflicts and owners"
sed 's/replicas: 2/replicas: 3/' "$work/model.yaml" >"$work/other.yaml"
refused 'conflict with "tour"' kubectl apply --server-side --field-manager=other -f "$work/other.yaml"
expect "serverside-applied" kubectl apply --server-side --field-manager=other --force-conflicts -f "$work/other.yaml"
eventually "3/3" kubectl get deployment model -n $namespace
expect "manager: other" kubectl get deployment model -n $namespace -o yaml --show-managed-fields

step "scale, rollout, label, patch"
expect "scaled" kubectl scale deployment model -n $namespace --replicas=1
expect "successfully rolled out" kubectl rollout status deployment model -n $namespace --timeout=60s
eventually "1/1" kubectl get deployment model -n $namespace
expect "labeled" kubectl label deployment model -n $namespace tier=gold
expect "model" kubectl get deployments -n $namespace -l tier=gold
expect "patched" kubectl patch deployment model -n $namespace --type=merge -p '{"metadata":{"annotations":{"tour":"yes"}}}'

step "delete"
expect "deleted" kubectl delete -f "$work/route.yaml"
expect "deleted" kubectl delete deployment model -n $namespace --cascade=foreground
eventually "No resources found" kubectl get pods -n $namespace
eventually "DELETED" cat "$work/watched"
expect "deleted" kubectl delete namespace $namespace --timeout=60s
refused "not found" kubectl get namespace $namespace
step "done"
