#!/usr/bin/env bash
# Makes a plane of minikube known to MCM: hands ATC its kubeconfig and registers it. Repeating it changes nothing.
# Usage: bin/register-dev-plane.sh PLANE
#   MCM_CP_CONTEXT, MCM_WP_CONTEXT   kubectl contexts (SKAFFOLD_KUBE_CONTEXT, else the current one)
#   PLANE_GATEWAY                    URL of the plane's gateway (a name within the cluster)
#   PLANE_SERVER                     the plane's API as ATC reaches it (the cluster's own, for one cluster)
# Waits until LSM is ready, which it is once its plane is registered.
# Leaves in .mcm/minikube: planes/PLANE.kubeconfig (for tests), token, and context, the control plane's (for bin/with-atc.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
plane=${1:?id of the plane}
here=${SKAFFOLD_KUBE_CONTEXT:-$(kubectl config current-context)}
cp_context=${MCM_CP_CONTEXT:-$here}
wp_context=${MCM_WP_CONTEXT:-$here}
if [ "$cp_context" = "$wp_context" ]; then server=${PLANE_SERVER:-https://kubernetes.default.svc}; else server=${PLANE_SERVER:-}; fi
control() { kubectl --context "$cp_context" -n mcm "$@"; }

state=.mcm/minikube
mkdir -p "$state/planes"
chmod 700 "$state"
kubectl --context "$wp_context" config view --minify --flatten --raw >"$state/planes/$plane.kubeconfig"
control get secret mcm-atc-tokens -o 'jsonpath={.data.tokens}' | base64 -d | awk '$2 == "admin" { print $1; exit }' >"$state/token"

kubeconfig=$(mktemp)
trap 'rm -f "$kubeconfig"' EXIT
PLANE_SERVER=$server KUBECTL="kubectl --context $wp_context" bin/plane-kubeconfig.sh mcm-system mcm-atc >"$kubeconfig"
url=$(awk '$1 == "server:" { print $2 }' "$kubeconfig")
control create secret generic mcm-planes --dry-run=client -o yaml | control apply --server-side --field-manager=dev-empty -f - >/dev/null
control patch secret mcm-planes -p "{\"data\": {\"$plane.kubeconfig\": \"$(base64 <"$kubeconfig" | tr -d '\n')\"}}" >/dev/null

printf '%s\n' "$cp_context" >"$state/context"

control rollout status deployment/mcm-cp-atc --timeout=600s
register() {
  bin/with-atc.sh bin/atctl.sh register plane "$plane" --provider minikube --region local --api-url "$url" \
    --credentials "$plane.kubeconfig" --gateway-url "${PLANE_GATEWAY:-http://mcm-gateway.mcm-system}"
}
# A changed secret reaches ATC within a minute or so; until then it refuses an address to which the old kubeconfig does not lead.
tries=1
until register; do
  [ "$tries" -lt 20 ] || exit 1
  tries=$((tries + 1))
  sleep 6
done
bin/await-rollout.sh "$wp_context" mcm-system
