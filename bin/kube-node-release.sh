#!/usr/bin/env bash
# Releases both charts into the cluster of bin/kube-node.sh, from the Docker engine's images (bin/images.sh, bin/server-images.sh), and registers
# the plane; repeating it upgrades. As for an operator, Postgres and a broker are there first and the migrations run as the release's hook.
# What cannot be had in that cluster is played beside it: nodes with GPUs, and the plane's gateway.
# Then: bin/run_mcm_integration_test.sh, or bin/with-atc.sh bin/atctl.sh status, with the environment of bin/kube-node.sh env.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(bin/kube-node.sh env)"
state=$PWD/.mcm/kube-node
image=${IMAGE:-mcm/%s:dev}
gateway=http://$MCM_NODE_ADDRESS:9080
kafka=servers-mcm-cp-kafka.mcm.svc:9092
control_plane=(helm/charts/mcm-cp --namespace mcm --values helm/dev/mcm-cp.yaml)

images=(mcm-local/postgres:17 mcm-local/kafka:4.3)
for component in atc autoscaler scheduler gns gsm migrations lsm; do
  # shellcheck disable=SC2059
  name=$(printf "$image" "$component")
  images+=("$name")
  chosen=(--set "$component.image.repository=${name%:*},$component.image.tag=${name##*:}")
  if [ "$component" = lsm ]; then plane_images=("${chosen[@]}"); else control_images+=("${chosen[@]}"); fi
done
bin/kube-node.sh load "${images[@]}"

kubectl create namespace mcm --dry-run=client -o yaml | kubectl apply -f -
helm template servers "${control_plane[@]}" --show-only templates/dev-bundled.yaml \
  --set dev.bundled.postgresImage=mcm-local/postgres:17 --set dev.bundled.kafkaImage=mcm-local/kafka:4.3 | kubectl apply -f -
for server in postgres kafka; do kubectl -n mcm rollout status "statefulset/servers-mcm-cp-$server" --timeout=120s; done

helm upgrade --install mcm-cp "${control_plane[@]}" "${control_images[@]}" --set dev.bundled.enabled=false \
  --set postgres.host=servers-mcm-cp-postgres --set kafka.bootstrapServers="$kafka" --wait --timeout 5m >/dev/null
helm upgrade --install mcm-wp helm/charts/mcm-wp --namespace mcm-system --create-namespace --values helm/dev/mcm-wp.yaml "${plane_images[@]}" \
  --set kafka.bootstrapServers="$kafka" --set gateway.metricsUrl="$gateway/metrics" >/dev/null

if ! kill -0 "$(cat "$state/pid/gateway" 2>/dev/null)" 2>/dev/null; then
  setsid ./mcm gateway plane-1 --kubeconfig "$KUBECONFIG" --host "$MCM_NODE_ADDRESS" --port 9080 >"$state/log/gateway.log" 2>&1 </dev/null &
  echo $! >"$state/pid/gateway"
fi
PLANE_GATEWAY=$gateway bin/register-dev-plane.sh plane-1
kubectl -n mcm-system rollout status deployment/mcm-wp-lsm --timeout=120s
