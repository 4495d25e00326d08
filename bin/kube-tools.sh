#!/usr/bin/env bash
# Builds the programs of a real Kubernetes from their Go modules, once, outside the tree:
#   bin/kube-tools.sh         an API server for tests: etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kwok, the Gateway API's
#                             CRDs, and how KWOK plays nodes and pods
#   bin/kube-tools.sh node    and what bin/kube-node.sh wants for a node that runs containers: kubelet kube-proxy containerd CNI plugins coredns helm
# Versions: testkit/kubeplane/kube-tools/go.mod, testkit/kubeplane/kube-node/go.mod. They land in MCM_KUBE_TOOLS, or else in
#   <cache>/mcm/kube-tools/k8s/<version>-<os>-<arch>   with <cache> = XDG_CACHE_HOME or ~/.cache
# which is what KUBEBUILDER_ASSETS wants to name; <cache>/mcm/kube-tools/current leads there.
# A program that is there and was built from the same versions stays, so a broken-off build goes on where it was.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
modules=$here/testkit/kubeplane
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mcm/kube-tools

version_of() { awk -v module="$1" '{ sub(/^require /, "") } $1 == module && $2 ~ /^v/ { print $2; exit }' "$modules/kube-tools/go.mod"; }
kubernetes=$(version_of k8s.io/kubernetes)
kwok=$(version_of sigs.k8s.io/kwok)
gateway_api=$(version_of sigs.k8s.io/gateway-api)

case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) arch=$(uname -m) ;;
esac
os=$(uname -s | tr '[:upper:]' '[:lower:]')
target=${MCM_KUBE_TOOLS:-$cache/k8s/${kubernetes#v}-$os-$arch}

IFS=. read -r major minor _ <<<"${kubernetes#v}"
kube_version=""
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  kube_version+=" -X $package.gitVersion=$kubernetes -X $package.gitMajor=$major -X $package.gitMinor=$minor -X $package.gitTreeState=clean"
done
kwok_version=" -X sigs.k8s.io/kwok/pkg/consts.Version=$kwok"

# One line a program: name, module that has its version, package, linker flags beyond -s -w.
programs="etcd|kube-tools|go.etcd.io/etcd/server/v3|
kube-apiserver|kube-tools|k8s.io/kubernetes/cmd/kube-apiserver|$kube_version
kubectl|kube-tools|k8s.io/kubernetes/cmd/kubectl|$kube_version
kwok|kube-tools|sigs.k8s.io/kwok/cmd/kwok|$kwok_version
kube-scheduler|kube-tools|k8s.io/kubernetes/cmd/kube-scheduler|$kube_version
kube-controller-manager|kube-tools|k8s.io/kubernetes/cmd/kube-controller-manager|$kube_version"
case ${1:-} in
  "") ;;
  node)
    # Which Kubernetes it takes for granted where it asks none.
    helm_version=" -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=$major -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=$minor"
    cni=github.com/containernetworking/plugins/plugins
    programs+="
kubelet|kube-tools|k8s.io/kubernetes/cmd/kubelet|$kube_version
kube-proxy|kube-tools|k8s.io/kubernetes/cmd/kube-proxy|$kube_version
containerd|kube-node|github.com/containerd/containerd/v2/cmd/containerd|
containerd-shim-runc-v2|kube-node|github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2|
ctr|kube-node|github.com/containerd/containerd/v2/cmd/ctr|
bridge|kube-node|$cni/main/bridge|
loopback|kube-node|$cni/main/loopback|
host-local|kube-node|$cni/ipam/host-local|
coredns|kube-node|github.com/coredns/coredns|
helm|kube-node|helm.sh/helm/v3/cmd/helm|$helm_version"
    ;;
  *)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac

# What a program is built from, in short.
source_of() { echo "$1|$2|$3|$4" | cat - "$modules/$2/go.mod" "$modules/$2/go.sum" | cksum | cut -d ' ' -f 1; }

say() { printf 'kube-tools: %s\n' "$*"; }

complete() {
  local name module package flags
  [ -s "$target/crds/gateway-api.yaml" ] && [ -s "$target/stages/kwok.yaml" ] || return 1
  while IFS='|' read -r name module package flags; do present "$name" "$module" "$package" "$flags" || return 1; done <<<"$programs"
}

present() { [ -x "$target/$1" ] && [ "$(cat "$target/.sources/$1" 2>/dev/null)" = "$(source_of "$@")" ]; }

require_go() {
  local wanted have
  wanted=$(awk '$1 == "go" { print $2; exit }' "$modules/kube-tools/go.mod")
  if ! command -v go >/dev/null; then
    say "no 'go' on the PATH. Install Go $wanted or newer (https://go.dev/doc/install, or your system's package golang-go) and run this again." >&2
    exit 1
  fi
  have=$(go env GOVERSION)
  if [ "$(printf '%s\n' "${have#go}" "$wanted" | sort -V | head -1)" != "$wanted" ]; then
    say "found $have at $(command -v go); Kubernetes $kubernetes needs Go $wanted or newer." >&2
    exit 1
  fi
}

build() {
  local name=$1 module=$2 package=$3 flags=$4 began=$SECONDS
  if present "$@"; then
    say "$name present"
    return
  fi
  (cd "$modules/$module" && CGO_ENABLED=0 go build -p 2 -trimpath -ldflags "-s -w$flags" -o "$target/.$name.part" "$package")
  mv "$target/.$name.part" "$target/$name"
  source_of "$@" >"$target/.sources/$name"
  say "$name built in $((SECONDS - began)) s"
}

# lay_out FILE DIRECTORY...: all YAML of these directories as one file, in one move.
lay_out() {
  local to=$1 directory file
  shift
  mkdir -p "$(dirname "$to")"
  for directory in "$@"; do
    for file in "$directory"/*.yaml; do
      case $file in */kustomization.yaml) continue ;; esac
      printf -- '---\n'
      cat "$file"
    done
  done >"$to.part"
  mv "$to.part" "$to"
}

module_folder() { (cd "$modules/kube-tools" && go list -m -f '{{.Dir}}' "$1"); }

link_current() {
  [ -z "${MCM_KUBE_TOOLS:-}" ] || return 0
  ln -sfn "$target" "$cache/current"
}

if complete; then
  link_current
  say "present in $target"
  exit 0
fi

require_go
mkdir -p "$target/.sources"

say "Kubernetes $kubernetes, KWOK $kwok, Gateway API $gateway_api -> $target"
(cd "$modules/kube-tools" && go mod download sigs.k8s.io/gateway-api sigs.k8s.io/kwok k8s.io/kubernetes)
lay_out "$target/crds/gateway-api.yaml" "$(module_folder sigs.k8s.io/gateway-api)/config/crd/standard"
stages=$(module_folder sigs.k8s.io/kwok)/kustomize/stage
lay_out "$target/stages/kwok.yaml" "$stages/node/fast" "$stages/node/heartbeat-with-lease" "$stages/pod/fast"
say "modules and CRDs fetched in $SECONDS s"

while IFS='|' read -r name module package flags; do build "$name" "$module" "$package" "$flags"; done <<<"$programs"
link_current
say "all in $SECONDS s: $target"
