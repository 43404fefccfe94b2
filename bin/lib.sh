# Shared by the commands in bin; sourced after home has been set to the product's directory.
# shellcheck shell=bash disable=SC2034

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# A checkout is built where its sources are; a distribution (bin/dist) has no pom.xml.
if [ -f "$home/pom.xml" ]; then
  restcomm=$home/src/restcomm/target/server
  liberty=$home/src/liberty/target/server
  launcher=$home/src/launcher/target
  cli=$home/src/cli/target
  ear=$home/ear/target/sipacc.ear
else
  restcomm=$home/server
  liberty=$home/liberty
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

# need MODULE ARTIFACT SOURCE...: notes the Maven module in wanted unless its artifact is fresh.
need() {
  local module=$1 artifact=$2 sources=() source
  shift 2
  for source in pom.xml "$module" "$@"; do
    [ ! -e "$source" ] || sources+=("$source")
  done
  fresh "$artifact" "$(stamp "$module")" "${sources[@]}" || wanted+=("$module")
}

stamp() {
  printf 'target/%s.built' "${1//\//-}"
}

need_cli() {
  need src/cli "$cli/sipacc-cli.jar" src/accounting src/importer src/persistence/src/main/java/org/sipacc/persistence/{url,schema}
}

need_restcomm() {
  need src/restcomm "$restcomm/bin/bootstrap.jar" container-config/restcomm src/api
}

need_liberty() {
  need src/liberty "$liberty/unpacked"
}

need_launcher() {
  need src/launcher "$launcher/sipacc-launcher.jar" \
    src/accounting src/persistence/src/main/java/org/sipacc/persistence/url
}

need_application() {
  need ear "$ear" sip.xml src/{accounting,journal,delivery,backends,persistence,service,proxy,api,console}
}

need_bare() {
  need bench/bare "$home/bench/bare/target/bare.war"
}

need_jmh() {
  need bench/jmh "$home/bench/jmh/target/sipacc-bench-jmh.jar" src/{accounting,journal}
}

need_database_bench() {
  need bench/database "$home/bench/database/target/sipacc-bench-database.jar" \
    src/{accounting,journal,delivery,persistence,service} src/persistence/src/test
}

# build NEED...: one run of Maven for what the need_ functions find missing or old, and none when
# there is nothing. Its output goes to standard error.
build() {
  [ -f "$home/pom.xml" ] || return 0
  (
    cd -- "$home"
    look "$@"
    [ ${#wanted[@]} -gt 0 ] || exit 0
    command -v mvn >/dev/null ||
      fail "there is no mvn to build sipacc with: install Maven 3.8 or newer (Debian: apt-get install maven)"
    mkdir -p target
    # Another command may be building the same just now.
    exec 9>target/build.lock
    ! command -v flock >/dev/null || flock 9
    look "$@"
    [ ${#wanted[@]} -gt 0 ] || exit 0
    printf 'Building %s; the first time this fetches libraries.\n' "${wanted[*]}" >&2
    touch target/begun
    mvn -q -B -DskipTests -Dspotless.check.skip=true -am package \
      -pl "$(
        IFS=,
        printf %s "${wanted[*]}"
      )" >&2 9>&- ||
      fail "the build failed; the lines above say why"
    for module in "${wanted[@]}"; do
      touch -r target/begun "$(stamp "$module")"
    done
  )
}

look() {
  local need
  wanted=()
  for need in "$@"; do
    "need_$need"
  done
}
