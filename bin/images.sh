#!/usr/bin/env bash
# Builds the image of every component, or of those named: bin/images.sh [--local-base] [--untrained] [COMPONENT...]
#
#   --untrained    without AOT caches, which take a training run of some minutes
#   --local-base   for a machine without a registry: bases made of Debian packages (debootstrap) and this machine's JDK,
#                  and distributions built here instead of in the images' build
#
# IMAGE (mcm/%s:dev): the images' names, %s stands for the component. Other arguments of the Dockerfile: BASE_IMAGE, BUILD_IMAGE.
# Where there is no Docker engine it says so and does nothing (exit code 0).
set -euo pipefail
cd "$(dirname "$0")/.."
image=${IMAGE:-mcm/%s:dev}
services="atc autoscaler scheduler gns lsm gsm"
programs="migrations atctl"
local_base=false
log=.mcm/images.log

if ! engine=$(bin/docker-engine.sh env); then
  echo "skipped: images"
  exit 0
fi
eval "$engine"
mkdir -p .mcm

docker_build() {
  "$DOCKER" build --network host "$@" >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    return 1
  }
}

# A Debian of its smallest set of packages, and a JDK on it.
make_local_bases() {
  . bin/jdk.sh
  local debian=mcm-local/debian:bookworm jdk=mcm-local/jdk:25 work=.mcm/local-base
  if ! "$DOCKER" image inspect "$debian" >/dev/null 2>&1; then
    echo "base image $debian"
    mkdir -p "$work"
    debootstrap --variant=minbase bookworm "$work/rootfs" >"$work/debootstrap.log" 2>&1
    rm -rf "$work"/rootfs/var/cache/apt/archives/*.deb "$work"/rootfs/var/lib/apt/lists/*
    tar -C "$work/rootfs" -c . | "$DOCKER" import - "$debian" >/dev/null
    rm -rf "$work"
  fi
  if ! "$DOCKER" image inspect "$jdk" >/dev/null 2>&1; then
    echo "build image $jdk"
    mkdir -p "$work"
    # Debian's JDK has its certificates elsewhere, behind a link.
    cp -rL "$JAVA_HOME" "$work/jdk"
    printf 'FROM %s\nCOPY jdk /opt/jdk\nENV JAVA_HOME=/opt/jdk PATH=/opt/jdk/bin:$PATH\n' "$debian" >"$work/Dockerfile"
    docker_build --tag "$jdk" "$work"
    rm -rf "$work"
  fi
  : "${BASE_IMAGE:=$debian}" "${BUILD_IMAGE:=$jdk}"
}

build() {
  local component=$1 target=$2 name
  # shellcheck disable=SC2059
  name=$(printf "$image" "$component")
  docker_build "${arguments[@]}" --build-arg COMPONENT="$component" --target "$target" --tag "$name" .
  printf '%-32s %6.1f MB\n' "$name" "$("$DOCKER" image inspect --format '{{.Size}}' "$name" | awk '{print $1 / 1e6}')"
}

untrained=false
while :; do
  case ${1:-} in
    --local-base) local_base=true ;;
    --untrained) untrained=true ;;
    *) break ;;
  esac
  shift
done
arguments=(--build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)")
if $local_base; then
  make_local_bases
  ./mvnw -q -ntp -Dfast -DskipTests -pl local -am package
  arguments+=(--build-arg DISTS=prebuilt)
fi
if $untrained; then arguments+=(--build-arg AOT=untrained); fi
for variable in BASE_IMAGE BUILD_IMAGE VERSION; do
  if [ -n "${!variable:-}" ]; then arguments+=(--build-arg "$variable=${!variable}"); fi
done
# shellcheck disable=SC2048 # names, split on purpose
for component in ${*:-$services $programs}; do
  case " $programs " in
    *" $component "*) build "$component" program ;;
    *) build "$component" service ;;
  esac
done
