#!/usr/bin/env bash
# MCM in minikube: bin/minikube.sh up [one|two] | down [one|two]
#   one   control plane and one workload plane in cluster `minikube` (default)
#   two   control plane in cluster `mcm-cp`, workload plane in cluster `mcm-wp`
# `down` deletes the clusters. Needs minikube, kubectl, helm, skaffold, a Docker engine: `make tools` says what is missing.
# MCM_MINIKUBE_CPUS (4), MCM_MINIKUBE_MEMORY (6g): of each cluster.
set -euo pipefail
cd "$(dirname "$0")/.."
do=${1:?up or down}
how=${2:-one}
gateway_api=https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.3.0/standard-install.yaml
flags=(--kubernetes-version=v1.34.0 "--cpus=${MCM_MINIKUBE_CPUS:-4}" "--memory=${MCM_MINIKUBE_MEMORY:-6g}")

# Skaffold before 2.17 calls helm with options that helm 4 no longer has.
if [ "$do" = up ]; then
  helm_version=$(helm version --template '{{.Version}}')
  skaffold_version=$(skaffold version)
  case "$helm_version $skaffold_version" in
    "v4."*" v2."[0-9]"."* | "v4."*" v2.1"[0-6]"."*)
      echo "helm $helm_version and skaffold $skaffold_version do not fit (expected: helm 3, or skaffold 2.17 or newer)" >&2
      exit 1
      ;;
  esac
fi

case "$do $how" in
  "up one")
    minikube -p minikube status >/dev/null 2>&1 || minikube -p minikube start "${flags[@]}"
    kubectl --context minikube apply --server-side -f "$gateway_api"
    bin/dev-nodes.sh minikube
    skaffold run --kube-context minikube
    ;;
  "up two")
    for cluster in mcm-cp mcm-wp; do
      minikube -p "$cluster" status >/dev/null 2>&1 || minikube -p "$cluster" start "${flags[@]}" --network=mcm
    done
    kubectl --context mcm-wp apply --server-side -f "$gateway_api"
    bin/dev-nodes.sh mcm-wp
    MCM_CP_HOST=$(minikube -p mcm-cp ip)
    PLANE_SERVER=https://$(minikube -p mcm-wp ip):8443
    export MCM_CP_HOST PLANE_SERVER MCM_CP_CONTEXT=mcm-cp MCM_WP_CONTEXT=mcm-wp
    (eval "$(minikube -p mcm-cp docker-env)" && skaffold run -m mcm-cp -p two-clusters --kube-context mcm-cp)
    (eval "$(minikube -p mcm-wp docker-env)" && skaffold run -m mcm-wp -p two-clusters --kube-context mcm-wp)
    ;;
  "down one") minikube -p minikube delete ;;
  "down two") for cluster in mcm-cp mcm-wp; do minikube -p "$cluster" delete; done ;;
  *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
[ "$do" = up ] || rm -rf .mcm/minikube
