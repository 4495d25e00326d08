#!/usr/bin/env bash
# Makes copies of the charts that ask for the images of a release: bin/release-charts.sh TAG REGISTRY DIRECTORY
#   TAG        the release's tag in git, vMAJOR.MINOR.PATCH
#   REGISTRY   where its images were pushed, as in REGISTRY/mcm/atc:MAJOR.MINOR.PATCH
# Leaves DIRECTORY/<chart>, to be packaged and pushed.
set -euo pipefail
cd "$(dirname "$0")/.."
tag=${1:?tag}
registry=${2:?registry}
directory=${3:?directory}
# As docker/metadata-action's {{version}}, which names the images.
version=${tag#v}
case "$tag" in
  v[0-9]*.[0-9]*.[0-9]*) ;;
  *) echo "tag: $tag (expected: vMAJOR.MINOR.PATCH)" >&2; exit 2 ;;
esac

for chart in helm/charts/*/; do
  copy=$directory/$(basename "$chart")
  rm -rf "$copy"
  mkdir -p "$copy"
  cp -R "$chart." "$copy"
  sed -e "s|^version: .*|version: $version|" -e "s|^appVersion: .*|appVersion: $version|" "$chart/Chart.yaml" >"$copy/Chart.yaml"
  sed -e "s|^  registry: \"\"|  registry: $registry|" "$chart/values.yaml" >"$copy/values.yaml"
  grep -q "^  registry: $registry\$" "$copy/values.yaml" || { echo "$chart/values.yaml: no image.registry to fill in" >&2; exit 1; }
done
