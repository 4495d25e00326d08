#!/usr/bin/env bash
# Checks what deploys MCM by its own tools and schemas: workflows, compose, skaffold, charts, dashboards. What cannot be checked on this machine is named.
# The tools are those of `bin/tools.sh lint` (.mcm/tools) or on the PATH. Exit code 1: something is wrong.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
PATH=$PWD/.mcm/tools/bin:$PATH
export SKAFFOLD_INTERACTIVE=false SKAFFOLD_UPDATE_CHECK=false
wrong=0

check() {
  local what=$1
  shift
  if "$@"; then echo "ok: $what"; else echo "WRONG: $what" >&2; wrong=1; fi
}
skip() { echo "skipped: $1 ($2 is not here; see make tools)"; }

# A stream of YAML documents is valid when each is.
skaffold_documents() {
  local directory status=0
  directory=$(mktemp -d)
  awk -v d="$directory" 'BEGIN { n = 0 } /^---$/ { n++; next } { print > (d "/skaffold-" n ".yaml") }' skaffold.yaml
  check-jsonschema --quiet --schemafile "$1" "$directory"/*.yaml || status=1
  rm -rf "$directory"
  return "$status"
}

# What each module releases, by skaffold and helm themselves; the images need not be there.
skaffold_render() {
  local status=0 images="" component
  for component in atc autoscaler scheduler gns gsm lsm migrations; do images+="${images:+,}mcm/$component=mcm/$component:lint"; done
  skaffold render --offline --digest-source=none --images "$images" --output /dev/null || status=1
  MCM_CP_HOST=127.0.0.1 skaffold render --offline --digest-source=none --images "$images" -p two-clusters --output /dev/null || status=1
  return "$status"
}

charts() {
  local values status=0
  for values in helm/charts/*/ci/*-values.yaml; do
    helm lint --strict --quiet "$(dirname "$(dirname "$values")")" --values "$values" || status=1
  done
  return "$status"
}

if command -v actionlint >/dev/null; then check "workflows (actionlint)" actionlint; else skip "workflows" actionlint; fi
if command -v check-jsonschema >/dev/null; then
  check "workflows (schema)" check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
  check "docker-compose.yml (schema)" check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
  check "schemas of the charts' values" check-jsonschema --quiet --check-metaschema helm/charts/*/values.schema.json
  schema=.mcm/tools/skaffold-schema.json
  if [ -s "$schema" ]; then check "skaffold.yaml (schema)" skaffold_documents "$schema"; else skip "skaffold.yaml (schema)" "$schema"; fi
else
  skip "workflows, docker-compose.yml, skaffold.yaml (schemas)" check-jsonschema
fi
if command -v skaffold >/dev/null; then
  check "skaffold.yaml (skaffold diagnose)" skaffold diagnose --yaml-only --output /dev/null
  if command -v helm >/dev/null; then check "skaffold.yaml (skaffold render)" skaffold_render; else skip "skaffold.yaml (skaffold render)" helm; fi
else
  skip "skaffold.yaml (skaffold diagnose, render)" skaffold
fi
if command -v helm >/dev/null; then check "charts (helm lint)" charts; else skip "charts (helm lint; the gate has its own)" helm; fi
if command -v docker >/dev/null && docker compose version >/dev/null 2>&1; then check "docker-compose.yml (docker compose)" docker compose config --quiet; else skip "docker-compose.yml (docker compose)" "docker compose"; fi
exit "$wrong"
