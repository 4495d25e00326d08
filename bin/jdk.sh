# Sourced by mvnw, mcm and .ci/run: finds a JDK 25 or newer and exports JAVA_HOME, or says what to install and exits 3.
# shellcheck shell=sh
# Looks at, in order: JAVA_HOME, /usr/lib/jvm, /opt, SDKMAN, macOS's JavaVirtualMachines, the java on the PATH.

MCM_JDK_WANTED=25

# Prints the major version of the JDK in $1 ("25"), or nothing when there is no JDK (a JRE has no javac).
mcm_jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p'
  fi
}

mcm_find_jdk() {
  path_java=$(command -v java 2>/dev/null || true)
  path_home=
  if [ -n "$path_java" ]; then
    path_java=$(readlink -f "$path_java" 2>/dev/null || echo "$path_java")
    path_home=$(dirname "$(dirname "$path_java")")
  fi
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$path_home"; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    major=$(mcm_jdk_major "$home")
    if [ -n "$major" ] && [ "$major" -ge "$MCM_JDK_WANTED" ] 2>/dev/null; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

if ! MCM_JDK=$(mcm_find_jdk); then
  echo "MCM needs a JDK $MCM_JDK_WANTED or newer and found none (JAVA_HOME is '${JAVA_HOME:-unset}')." >&2
  echo "Install one, for example Eclipse Temurin $MCM_JDK_WANTED: 'apt-get install temurin-$MCM_JDK_WANTED-jdk'," >&2
  echo "'sdk install java $MCM_JDK_WANTED-tem' or 'brew install --cask temurin@$MCM_JDK_WANTED'; or set JAVA_HOME to one." >&2
  exit 3
fi
JAVA_HOME=$MCM_JDK
export JAVA_HOME
