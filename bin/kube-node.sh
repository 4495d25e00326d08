#!/usr/bin/env bash
# A Kubernetes cluster of one node that really runs containers, on this machine, of programs built from their modules: for charts and images
# where no minikube can be had. Needs root, a Docker engine's runc, iptables, openssl; builds the programs at its first start (bin/kube-tools.sh node).
#
#   bin/kube-node.sh up                starts it; context mcm-node in .mcm/kube-node/kubeconfig
#   bin/kube-node.sh load IMAGE...     gives it images of the Docker engine
#   bin/kube-node.sh down              ends it and deletes its data
#   eval "$(bin/kube-node.sh env)"     KUBECONFIG, kubectl and helm on the PATH, and MCM_NODE_ADDRESS
#
# etcd, which asks nobody who he is, listens on loopback. The other servers listen on the address of a bridge without ports, and let in whom the
# cluster's authority knows: Linux takes packets for any of its addresses from any of its networks.
# Nodes for models are those of bin/dev-nodes.sh; KWOK runs beside the cluster to play them.
# Nothing in it enforces network policies.
set -euo pipefail
cd "$(dirname "$0")/.."
state=$PWD/.mcm/kube-node
tools=${MCM_KUBE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/mcm/kube-tools/current}
address=172.31.255.1
dns=10.96.0.10
node=mcm-node
containerd=$state/run/containerd.sock
kubectl() { "$tools/kubectl" --kubeconfig "$state/kubeconfig" "$@"; }
ctr() { "$tools/ctr" --address "$containerd" --namespace k8s.io "$@" 2> >(grep -v DEPRECATION >&2); }

# launch NAME COMMAND...: in the background, its log and process id by its name.
launch() {
  local name=$1
  shift
  PATH=$tools:$PATH setsid "$@" >"$state/log/$name.log" 2>&1 </dev/null &
  echo $! >"$state/pid/$name"
}

# await WHAT COMMAND...: until it succeeds, 60 s at most.
await() {
  local what=$1
  shift
  for _ in $(seq 300); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  echo "no $what within 60 s; logs: $state/log" >&2
  "$@" >&2 || true
  exit 1
}

# certificate NAME SUBJECT [NAMES]: a key and a certificate of the cluster's authority.
certificate() {
  local file=$state/pki/$1
  openssl req -new -newkey rsa:2048 -nodes -keyout "$file.key" -subj "$2" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$state/pki/ca.crt" -CAkey "$state/pki/ca.key" -CAcreateserial -days 30 -out "$file.crt" \
    -extfile <(echo "extendedKeyUsage=serverAuth,clientAuth"; if [ -n "${3:-}" ]; then echo "subjectAltName=$3"; fi) 2>/dev/null
}

# kubeconfig NAME: of the owner of that certificate.
kubeconfig() {
  cat <<EOF
apiVersion: v1
kind: Config
current-context: $node
clusters: [{name: $node, cluster: {server: "https://$address:6443", certificate-authority-data: $(base64 -w0 "$state/pki/ca.crt")}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$state/pki/$1.crt"), client-key-data: $(base64 -w0 "$state/pki/$1.key")}}]
contexts: [{name: $node, context: {cluster: $node, user: $1}}]
EOF
}

make_keys() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$state/pki/ca.key" -out "$state/pki/ca.crt" -subj /CN=mcm-node-ca -days 30 2>/dev/null
  openssl genrsa -out "$state/pki/accounts.key" 2048 2>/dev/null
  certificate server /CN=kube-apiserver \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:10.96.0.1,IP:$address"
  certificate admin /O=system:masters/CN=admin
  certificate kubelet "/O=system:nodes/CN=system:node:$node" "IP:$address"
  (umask 077; kubeconfig admin >"$state/kubeconfig"; kubeconfig kubelet >"$state/kubelet.kubeconfig")
}

control_plane() {
  launch etcd "$tools/etcd" --data-dir="$state/etcd" --listen-client-urls="http://127.0.0.1:2379" --advertise-client-urls="http://127.0.0.1:2379" \
    --listen-peer-urls="http://127.0.0.1:2380" --initial-advertise-peer-urls="http://127.0.0.1:2380" \
    --initial-cluster="default=http://127.0.0.1:2380" --unsafe-no-fsync --log-level=warn
  launch kube-apiserver "$tools/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --bind-address="$address" --advertise-address="$address" \
    --secure-port=6443 --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=Node,RBAC --allow-privileged \
    --client-ca-file="$state/pki/ca.crt" --tls-cert-file="$state/pki/server.crt" --tls-private-key-file="$state/pki/server.key" \
    --kubelet-preferred-address-types=InternalIP --kubelet-client-certificate="$state/pki/admin.crt" --kubelet-client-key="$state/pki/admin.key" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$state/pki/accounts.key" \
    --service-account-signing-key-file="$state/pki/accounts.key"
  await "API server" kubectl get --raw /readyz
  launch kube-controller-manager "$tools/kube-controller-manager" --kubeconfig="$state/kubeconfig" --leader-elect=false --secure-port=0 \
    --use-service-account-credentials --service-account-private-key-file="$state/pki/accounts.key" --root-ca-file="$state/pki/ca.crt"
  launch kube-scheduler "$tools/kube-scheduler" --kubeconfig="$state/kubeconfig" --leader-elect=false --secure-port=0
  launch kwok "$tools/kwok" --kubeconfig="$state/kubeconfig" --config="$tools/stages/kwok.yaml" --node-lease-duration-seconds=40 \
    --manage-all-nodes=false --manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake
  kubectl apply --server-side -f "$tools/crds/gateway-api.yaml" >/dev/null
}

container_runtime() {
  cat >"$state/containerd.toml" <<EOF
version = 3
root = "$state/containerd"
state = "$state/run/containerd"
[grpc]
address = "$containerd"
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "docker.io/mcm-local/pause:1"
[plugins."io.containerd.cri.v1.runtime"]
# The kernel refuses less than the starter's own to a root without CAP_SYS_RESOURCE.
restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ["$tools"]
conf_dir = "$state/cni"
EOF
  cat >"$state/cni/10-pods.conflist" <<EOF
{"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "bridge", "bridge": "mcm-pods", "isGateway": true, "hairpinMode": true,
  "ipam": {"type": "host-local", "dataDir": "$state/ipam", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
EOF
  launch containerd "$tools/containerd" --config "$state/containerd.toml"
  await "container runtime" ctr version
  printf 'FROM mcm-local/debian:bookworm\nCMD ["sleep", "infinity"]\n' | "$DOCKER" build --quiet --tag mcm-local/pause:1 - >/dev/null
  printf 'FROM scratch\nCOPY coredns /coredns\nENTRYPOINT ["/coredns"]\n' |
    "$DOCKER" build --quiet --tag mcm-local/coredns:1 --file - "$tools" >/dev/null
  load mcm-local/pause:1 mcm-local/coredns:1
}

run_node() {
  cat >"$state/kubelet.yaml" <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $address
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $state/pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $state/pki/kubelet.crt
tlsPrivateKeyFile: $state/pki/kubelet.key
containerRuntimeEndpoint: unix://$containerd
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
makeIPTablesUtilChains: false
clusterDomain: cluster.local
clusterDNS: [$dns]
resolvConf: $state/resolv.conf
podLogsDir: $state/log/pods
# The disk is the machine's, and others use it, too.
evictionHard: {nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
EOF
  echo "nameserver 127.0.0.1" >"$state/resolv.conf"
  launch kubelet "$tools/kubelet" --config="$state/kubelet.yaml" --kubeconfig="$state/kubelet.kubeconfig" --root-dir="$state/kubelet" \
    --cert-dir="$state/pki" --hostname-override="$node" --node-ip="$address"
  launch kube-proxy "$tools/kube-proxy" --kubeconfig="$state/kubeconfig" --hostname-override="$node" --cluster-cidr=10.244.0.0/16 \
    --conntrack-max-per-core=0 --healthz-bind-address="$address" --metrics-bind-address="$address"
  await "node" kubectl wait --for=condition=Ready --timeout=1s "node/$node"
  (eval "$(environment)" && bin/dev-nodes.sh "$node" --nodes-only >/dev/null)
  kubectl apply --server-side -f testkit/kubeplane/kube-node/coredns.yaml >/dev/null
  kubectl -n kube-system rollout status deployment/coredns --timeout=60s >/dev/null
}

load() {
  "$DOCKER" save "$@" | ctr images import - >/dev/null
}

up() {
  if [ -d "$state/pid" ]; then
    echo "it is up, or was not taken down: bin/kube-node.sh down" >&2
    exit 1
  fi
  [ "$(id -u)" = 0 ] || { echo "a node needs root" >&2; exit 3; }
  # Taking this one down would take theirs along.
  local other
  for other in /sys/fs/cgroup/kubepods* /sys/fs/cgroup/*/kubepods /run/netns/cni-*; do
    if [ -e "$other" ]; then
      echo "another node's pods are on this machine, or are left of one: $other" >&2
      exit 3
    fi
  done
  bin/kube-tools.sh node
  mkdir -p "$state"/{pki,pid,log,run,cni}
  # A bridge without ports leads nowhere.
  ip link add "$node" type bridge
  ip address add "$address/32" dev "$node"
  ip link set "$node" up
  # Answers of a service's pod to a pod on the same bridge go through the rules that know the service.
  sysctl -qw net.bridge.bridge-nf-call-iptables=1 net.ipv4.ip_forward=1
  make_keys
  control_plane
  container_runtime
  run_node
  echo "cluster of one node: KUBECONFIG=$state/kubeconfig ($SECONDS s)"
}

end() {
  local pid
  pid=$(cat "$state/pid/$1" 2>/dev/null || true)
  [ -n "$pid" ] && kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 50); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid"
}

down() {
  local name task mount group
  if [ ! -d "$state/pid" ]; then return; fi
  # Nobody starts again what is ended next.
  end kubelet
  for task in $(ctr tasks list --quiet); do ctr tasks kill --signal KILL "$task" 2>/dev/null || true; done
  # One of these stands beside each pod, and outlives the runtime.
  pkill -KILL -f -- "containerd-shim-runc-v2 .*-address $containerd" || true
  for name in "$state"/pid/*; do end "$(basename "$name")"; done
  "$tools/kube-proxy" --cleanup >/dev/null 2>&1 || true
  # Its clean-up leaves this chain.
  if iptables --flush KUBE-FIREWALL 2>/dev/null; then
    for name in INPUT OUTPUT; do iptables --delete "$name" --jump KUBE-FIREWALL || true; done
    iptables --delete-chain KUBE-FIREWALL
  fi
  # Also the names of the pods' networks, which lie elsewhere.
  for mount in $(awk -v state="$state/" 'index($2, state) == 1 || $2 ~ /\/netns\/cni-/ { print $2 }' /proc/mounts | sort -r); do
    umount "$mount" || umount --lazy "$mount"
  done
  rm -f /run/netns/cni-*
  for group in /sys/fs/cgroup/*/kubepods; do find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
  for name in mcm-pods "$node"; do ip link delete "$name" 2>/dev/null || true; done
  # And what bin/register-dev-plane.sh knows of it.
  rm -rf "$state" .mcm/minikube
  echo "cluster ended"
}

environment() { echo "export KUBECONFIG='$state/kubeconfig' PATH='$tools':\"\$PATH\" MCM_NODE_ADDRESS=$address"; }

engine() { eval "$(bin/docker-engine.sh env)"; }

case "${1:-}" in
  up) engine; up ;;
  load) engine; shift; load "$@" ;;
  down) down ;;
  env) environment ;;
  *)
    sed -n '2,13s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
