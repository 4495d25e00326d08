#!/usr/bin/env bash
# Tools for working on MCM beyond a JDK 25, which is all that building, testing and ./mcm need.
#   bin/tools.sh        says what is here, and installs `lint`
#   bin/tools.sh lint   installs into .mcm/tools what `make lint` uses: actionlint, helm, skaffold and its schema (Go), check-jsonschema (Python)
# A tool whose package manager is missing, or which cannot be had here, is named and left out; exit code 0.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
tools=$PWD/.mcm/tools
# Skaffold before 2.17 needs helm 3. The same versions stand in .devcontainer and in the workflows; DeploymentFilesTest holds them together.
helm=v3.19.0
skaffold=v2.16.1
skaffold_schema=v4beta11

installed() { [ -x "$tools/bin/$1" ] || command -v "$1" >/dev/null; }
left_out() { echo "left out: $1 ($2)"; }

# install_go PROGRAM MODULE [FLAG...]
install_go() {
  local program=$1 module=$2
  shift 2
  installed "$program" && { echo "here: $program"; return; }
  command -v go >/dev/null || { left_out "$program" "needs Go"; return; }
  if GOBIN=$tools/bin GOFLAGS=-mod=mod go install "$@" "$module"; then echo "installed: $program"; else left_out "$program" "go install $module failed"; fi
}

install_python() {
  installed check-jsonschema && { echo "here: check-jsonschema"; return; }
  if python3 -m venv "$tools/venv" && "$tools/venv/bin/pip" install -q check-jsonschema==0.39.0; then
    ln -sf ../venv/bin/check-jsonschema "$tools/bin/check-jsonschema"
    echo "installed: check-jsonschema"
  else
    left_out check-jsonschema "needs Python 3 with venv and a package index"
  fi
}

skaffold_module() {
  (cd "$(mktemp -d)" && go mod download -json "github.com/GoogleContainerTools/skaffold/v2@$skaffold") | awk -F '"' '$2 == "Dir" { print $4 }'
}

# Its module replaces modules, so `go install` refuses it from outside. The first build takes minutes.
install_skaffold() {
  local module build
  installed skaffold && { echo "here: skaffold"; return; }
  command -v go >/dev/null || { left_out skaffold "needs Go"; return; }
  build=$(mktemp -d)
  module=$(skaffold_module)
  if [ -n "$module" ] && cp -R "$module/." "$build" && chmod -R u+w "$build" &&
    (cd "$build" && GOFLAGS=-mod=mod go build -ldflags "-X github.com/GoogleContainerTools/skaffold/v2/pkg/skaffold/version.version=$skaffold" \
      -o "$tools/bin/skaffold" ./cmd/skaffold); then
    echo "installed: skaffold"
  else
    left_out skaffold "module skaffold $skaffold cannot be built"
  fi
  rm -rf "$build"
}

# Its Go module carries the schemas that its documentation shows.
install_skaffold_schema() {
  local target=$tools/skaffold-schema.json directory
  [ -s "$target" ] && { echo "here: skaffold's schema"; return; }
  command -v go >/dev/null || { left_out "skaffold's schema" "needs Go"; return; }
  directory=$(skaffold_module)
  if [ -n "$directory" ] && cp "$directory/docs-v2/content/en/schemas/$skaffold_schema.json" "$target"; then
    chmod u+w "$target"
    echo "installed: skaffold's schema"
  else
    left_out "skaffold's schema" "module skaffold $skaffold cannot be had"
  fi
}

mkdir -p "$tools/bin"
if [ "${1:-}" != lint ]; then
  for program in java docker kubectl minikube helm skaffold go node python3 shellcheck; do
    if installed "$program"; then echo "here: $program"; else echo "missing: $program (docs/local-dev/Dev-setup.md says what for)"; fi
  done
fi
install_go actionlint github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
# Helm's own build says which Kubernetes a chart is rendered for where there is no cluster; without, it is 1.20.
chartutil=helm.sh/helm/v3/pkg/chartutil
install_go helm "helm.sh/helm/v3/cmd/helm@$helm" -ldflags \
  "-X $chartutil.k8sVersionMajor=1 -X $chartutil.k8sVersionMinor=34 -X helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor=1 -X helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor=34"
install_python
install_skaffold_schema
install_skaffold
