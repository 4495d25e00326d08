#!/usr/bin/env bash
# Gives a cluster the nodes that the integration tests want: nodes with GPUs that do not exist, whose pods are only said to run (KWOK).
# Containers that really run, MCM's own among them, keep to the nodes that were there before: those become control planes (taint and label).
# Usage: bin/dev-nodes.sh CONTEXT [--nodes-only]     --nodes-only: KWOK itself is there already
set -euo pipefail
context=${1:?kubectl context}
kwok=https://github.com/kubernetes-sigs/kwok/releases/download/v0.8.0
kubectl() { command kubectl --context "$context" "$@"; }

kubectl label nodes --selector 'type!=kwok' --overwrite node-role.kubernetes.io/control-plane=
kubectl taint nodes --selector 'type!=kwok' --overwrite node-role.kubernetes.io/control-plane=:NoSchedule
if [ "${2:-}" != --nodes-only ]; then
  kubectl apply -f "$kwok/kwok.yaml" -f "$kwok/stage-fast.yaml"
  kubectl -n kube-system patch deployment kwok-controller --patch \
    '{"spec": {"template": {"spec": {"tolerations": [{"key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"}]}}}}'
fi
for number in 0 1 2 3; do
  cat <<EOF
apiVersion: v1
kind: Node
metadata:
  name: mcm-dev-$number
  annotations: {kwok.x-k8s.io/node: fake}
  labels: {kubernetes.io/hostname: mcm-dev-$number, mcm.dev/gpu-type: T4, type: kwok}
status:
  allocatable: &room {cpu: "64", memory: 256Gi, pods: "110", nvidia.com/gpu: "8"}
  capacity: *room
---
EOF
done | kubectl apply -f -
