#!/usr/bin/env bash
# Prints the kubeconfig with which ATC reaches a plane, from the token secret that chart mcm-wp makes there.
# Usage: bin/plane-kubeconfig.sh NAMESPACE SERVICE_ACCOUNT   (kubectl's current context is the plane; KUBECTL replaces the program and its flags)
set -euo pipefail
namespace=${1:?namespace of the mcm-wp release}
account=${2:?name of the service account}
read -ra kubectl <<<"${KUBECTL:-kubectl}"

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
secret() { "${kubectl[@]}" -n "$namespace" get secret "$account-token" -o "jsonpath={.data.$1}"; }

# The secret may be there before its token, and the chart's release before the secret. No answer at all is told at the end.
token= why=
for _ in $(seq 30); do
  if encoded=$(secret token 2>"$errors"); then token=$(base64 -d <<<"$encoded"); fi
  [ -n "$token" ] && break
  why=$(tail -n 1 "$errors")
  sleep 1
done
[ -n "$token" ] || { echo "secret $account-token in $namespace has no token after 30 s${why:+: $why}" >&2; exit 1; }
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
