# Shared by the commands in bin; sourced after home has been set to the product's directory.
# shellcheck shell=bash disable=SC2034

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# A checkout is built where its sources are; a distribution (bin/dist) has no pom.xml.
if [ -f "$home/pom.xml" ]; then
  server=$home/src/restcomm/target/server
  launcher=$home/src/launcher/target
  cli=$home/src/cli/target
  ear=$home/ear/target/sipacc.ear
else
  server=$home/server
  launcher=$home/lib/launcher
  cli=$home/lib/cli
  ear=$home/sipacc.ear
fi

# Sets java to a Java 17 to 23, and JAVA_HOME for Maven.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java: point it at a JDK 17"
  else
    java=$(command -v java) ||
      fail "there is no java: install a JDK 17 (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME"
    JAVA_HOME=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
  fi
  local release
  release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$JAVA_HOME/release" 2>/dev/null || true)
  if [ -n "$release" ] && { [ "$release" -lt 17 ] || [ "$release" -gt 23 ]; }; then
    fail "$java is Java $release, and 17 to 23 work: export JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64 (Debian: apt-get install openjdk-17-jdk-headless)"
  fi
  export JAVA_HOME
}

# fresh ARTIFACT STAMP SOURCE...: nothing among the sources is newer than the artifact, or than the
# stamp of a build that had no reason to write the artifact again. Directories below main are looked
# at too, for a file that was removed changes nothing else.
fresh() {
  local artifact=$1 stamp=$2 reference
  shift 2
  [ -e "$artifact" ] || return 1
  for reference in "$artifact" "$stamp"; do
    if [ -e "$reference" ] &&
      [ -z "$(find "$@" \( -name target -o -path '*/src/test' \) -prune -o \
        \( -type f -o -path '*/main/*' \) -newer "$reference" -print -quit)" ]; then
      return 0
    fi
  done
  return 1
}

# build NAME ARTIFACT MODULES SOURCE...: builds the comma-separated Maven modules, and what they
# need, unless the artifact is fresh. Its output goes to standard error.
build() {
  local name=$1 artifact=$2 modules=$3 stamp=$home/target/${1// /-}.built
  shift 3
  [ -f "$home/pom.xml" ] || return 0
  (
    cd -- "$home"
    ! fresh "$artifact" "$stamp" "$@" || exit 0
    command -v mvn >/dev/null ||
      fail "there is no mvn to build sipacc with: install Maven 3.8 or newer (Debian: apt-get install maven)"
    mkdir -p target
    exec 9>target/build.lock
    ! command -v flock >/dev/null || flock 9
    ! fresh "$artifact" "$stamp" "$@" || exit 0
    printf 'Building %s; the first time this fetches its libraries.\n' "$name" >&2
    touch "$stamp.begun"
    mvn -q -B -Dstyle.color=never -DskipTests -Dspotless.check.skip=true -pl "$modules" -am package >&2 9>&- ||
      fail "the build of $name failed; the lines above say why"
    mv -f "$stamp.begun" "$stamp"
  )
}
