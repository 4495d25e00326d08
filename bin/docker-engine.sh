#!/usr/bin/env bash
# A private Docker engine for this project, for a machine that has none running: from Debian packages, on its own socket and data.
#
#   bin/docker-engine.sh start    uses the engine that answers already, else installs and starts a private one
#   bin/docker-engine.sh env      prints shell assignments for the engine in use: eval "$(bin/docker-engine.sh env)"
#   bin/docker-engine.sh stop     stops the private one (its images stay);  purge  deletes its data too
#
# Exit codes: 0 done; 3 there is no engine here and none can be had, with one line that says why.
# MCM_ENGINE_DIR: where the private engine lives (.mcm/engine). It publishes ports on 127.0.0.1 only and changes no firewall rules.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${MCM_ENGINE_DIR:-$PWD/.mcm/engine}
socket=unix://$dir/docker.sock
packages="docker.io debootstrap iptables"

none() {
  echo "no Docker engine here, and none can be had: $1" >&2
  exit 3
}

# The Debian client fits the Debian engine; another one on the PATH may lack BuildKit.
client() {
  if [ -x /usr/sbin/dockerd ] && [ -x /usr/bin/docker ]; then echo /usr/bin/docker; else command -v docker || true; fi
}

# Within 10 s. macOS has no timeout(1).
answers() {
  local docker call
  docker=$(client)
  [ -n "$docker" ] || return 1
  DOCKER_HOST=$1 "$docker" info >/dev/null 2>&1 &
  call=$!
  for _ in $(seq 100); do
    if ! kill -0 "$call" 2>/dev/null; then
      wait "$call"
      return
    fi
    sleep 0.1
  done
  kill "$call"
  return 1
}

# The address of the engine in use: the caller's own, or the private one.
address() {
  if answers "${DOCKER_HOST:-}"; then
    echo "${DOCKER_HOST:-}"
  elif [ -S "$dir/docker.sock" ] && answers "$socket"; then
    echo "$socket"
  else
    return 1
  fi
}

install_packages() {
  [ "$(id -u)" = 0 ] || none "dockerd is not installed, and installing it needs root"
  command -v apt-get >/dev/null || none "dockerd is not installed, and there is no apt-get"
  local log=$dir/install.log
  # shellcheck disable=SC2086
  apt-get install -y --no-install-recommends $packages >"$log" 2>&1 ||
    { apt-get update && apt-get install -y --no-install-recommends $packages; } >"$log" 2>&1 ||
    none "apt-get could not install $packages ($log)"
}

start() {
  local found
  if found=$(address); then
    echo "Docker engine: ${found:-the default one}"
    return
  fi
  mkdir -p "$dir"
  command -v dockerd >/dev/null || install_packages
  [ "$(id -u)" = 0 ] || none "a private dockerd needs root"
  # A socket's path has at most 107 characters.
  [ "${#socket}" -le 110 ] || none "the path of $dir is too long for a socket (set MCM_ENGINE_DIR)"
  # setsid: a Ctrl-C in the terminal is not for the engine.
  setsid dockerd --data-root "$dir/data" --exec-root "$dir/exec" --host "$socket" --pidfile "$dir/docker.pid" \
    --storage-driver overlay2 --iptables=false --ip6tables=false --bip 172.30.0.1/24 --ip 127.0.0.1 >"$dir/dockerd.log" 2>&1 </dev/null &
  local pid=$!
  for _ in $(seq 150); do
    if answers "$socket"; then
      echo "Docker engine: $socket (private, process $pid)"
      return
    fi
    kill -0 "$pid" 2>/dev/null || none "dockerd ended; the end of its log: $(tail -n 2 "$dir/dockerd.log")"
    sleep 0.2
  done
  kill "$pid"
  none "dockerd did not answer within 30 s ($dir/dockerd.log)"
}

stop() {
  local pid
  pid=$(cat "$dir/docker.pid" 2>/dev/null || true)
  if [ -z "$pid" ] || ! grep -q dockerd "/proc/$pid/cmdline" 2>/dev/null; then
    echo "no private Docker engine runs"
    return
  fi
  DOCKER_HOST=$socket "$(client)" ps -q | xargs -r env DOCKER_HOST="$socket" "$(client)" stop -t 5 >/dev/null
  kill "$pid"
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  umount "$dir/exec/netns/default" 2>/dev/null || true
  ip link delete docker0 2>/dev/null || true
  echo "private Docker engine stopped"
}

case "${1:-}" in
  start) start ;;
  env)
    found=$(address) || none "none runs (bin/docker-engine.sh start)"
    echo "export DOCKER='$(client)' DOCKER_HOST='$found' DOCKER_BUILDKIT=1"
    [ -n "$found" ] || echo "unset DOCKER_HOST"
    ;;
  stop) stop ;;
  purge)
    stop
    rm -rf "$dir"
    ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
