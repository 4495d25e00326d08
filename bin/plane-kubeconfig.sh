#!/usr/bin/env bash
# Prints the kubeconfig with which ATC reaches a plane, from the token secret that chart mcm-wp makes there.
# Usage: bin/plane-kubeconfig.sh NAMESPACE SERVICE_ACCOUNT   (kubectl's current context is the plane; KUBECTL replaces the program and its flags)
set -euo pipefail
namespace=${1:?namespace of the mcm-wp release}
account=${2:?name of the service account}
read -ra kubectl <<<"${KUBECTL:-kubectl}"

secret() { "${kubectl[@]}" -n "$namespace" get secret "$account-token" -o "jsonpath={.data.$1}"; }

for _ in $(seq 30); do
  token=$(secret token | base64 -d)
  [ -n "$token" ] && break
  sleep 1
done
[ -n "$token" ] || { echo "secret $account-token in $namespace has no token after 30 s" >&2; exit 1; }
server=${PLANE_SERVER:-$("${kubectl[@]}" config view --minify -o 'jsonpath={.clusters[0].cluster.server}')}
cat <<EOF
apiVersion: v1
kind: Config
clusters:
  - name: plane
    cluster:
      server: $server
      certificate-authority-data: $(secret 'ca\.crt')
users:
  - name: $account
    user:
      token: $token
contexts:
  - name: plane
    context: {cluster: plane, user: $account}
current-context: plane
EOF
