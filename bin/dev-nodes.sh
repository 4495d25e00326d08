#!/usr/bin/env bash
# Gives a cluster the nodes that the integration tests want: nodes with GPUs that do not exist, whose pods are only said to run (kwok).
# Usage: bin/dev-nodes.sh CONTEXT
set -euo pipefail
context=${1:?kubectl context}
kwok=https://github.com/kubernetes-sigs/kwok/releases/download/v0.7.0
kubectl --context "$context" apply -f "$kwok/kwok.yaml" -f "$kwok/stage-fast.yaml"
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
done | kubectl --context "$context" apply -f -
