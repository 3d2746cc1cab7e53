# shellcheck shell=bash
# Finds a JDK; for `bellwether` and `verify`, which define say().
needed=25

# Succeeds when $1 is the folder of a JDK of the needed release or a later one.
fits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local line version
  while IFS= read -r line || [ -n "$line" ]; do
    case "$line" in
      JAVA_VERSION=*)
        version="${line#JAVA_VERSION=}"
        version="${version//\"/}"
        version="${version%%[!0-9]*}"
        [ "${version:-0}" -ge "$needed" ] && return 0
        return 1
        ;;
    esac
  done <"$1/release"
  return 1
}

# Sets $jdk to the folder of a fitting JDK; remembers it in the file $1. Fails with advice where there is none.
find_jdk() {
  local memory="$1" on_path candidate
  jdk=
  if [ -n "${JAVA_HOME:-}" ] && fits "$JAVA_HOME"; then
    jdk="$JAVA_HOME"
    return 0
  fi
  if [ -r "$memory" ] && IFS= read -r candidate <"$memory" && fits "$candidate"; then
    jdk="$candidate"
    return 0
  fi
  on_path="$(command -v java || true)"
  while [ -n "$on_path" ] && [ -h "$on_path" ]; do
    candidate="$(readlink "$on_path")"
    case "$candidate" in /*) on_path="$candidate" ;; *) on_path="${on_path%/*}/$candidate" ;; esac
  done
  shopt -s nullglob
  for candidate in "${on_path%/bin/java}" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && fits "$candidate"; then
      jdk="$candidate"
      { mkdir -p "${memory%/*}" && printf '%s\n' "$jdk" >"$memory"; } 2>/dev/null || true
      shopt -u nullglob
      return 0
    fi
  done
  shopt -u nullglob
  say "needs a JDK of release $needed or later, and found none."
  say "  looked at JAVA_HOME (${JAVA_HOME:-not set}), at java on the PATH and in the usual folders"
  say "  install one, for example:"
  say "    Debian, Ubuntu   apt-get install openjdk-$needed-jdk   (or temurin-$needed-jdk from adoptium.net)"
  say "    Fedora           dnf install java-$needed-openjdk-devel"
  say "    macOS            brew install openjdk@$needed"
  say "    any              https://adoptium.net, then export JAVA_HOME=/folder/of/the/jdk"
  return 1
}
