# Sourced by the start scripts: sets $java to a Java 17 or newer, or says what is missing and ends with 2.

fail() {
    printf 'evoforge: %s\n' "$1" >&2
    exit 2
}

if [ -n "${JAVA_HOME:-}" ]; then
    java="$JAVA_HOME/bin/java"
    [ -x "$java" ] || fail "JAVA_HOME is '$JAVA_HOME' but holds no bin/java. Point it at a JDK 17 or newer, or unset it."
else
    java=$(command -v java) || fail "Java was not found. Install a JDK 17 or newer and put it on the PATH, or set JAVA_HOME."
fi
# A runtime notes its version in a file, which is read faster than the runtime starts; 1 is what those before 9 begin with.
home=$(dirname -- "$(dirname -- "$(readlink -f -- "$java" 2>/dev/null || printf '%s' "$java")")")
version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
if [ -z "$version" ] || [ "$version" = 1 ]; then
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
fi
case "$version" in
    '' | *[!0-9]*) fail "'$java' is Java '${version:-unknown}', but Evoforge needs Java 17 or newer. Install a JDK 17 or set JAVA_HOME." ;;
esac
[ "$version" -ge 17 ] || fail "'$java' is Java $version, but Evoforge needs Java 17 or newer. Install a JDK 17 or set JAVA_HOME."

# Starts Evoforge with the jars of a folder; the first argument is the folder.
start() {
    library=$1
    shift
    case "${1:-}" in
        # Over before the optimising compiler would have paid for itself.
        version | completion | help | init | status | log | show | -* | '') pace='-XX:+UseSerialGC -XX:TieredStopAtLevel=1' ;;
        *) pace=-XX:+UseParallelGC ;;
    esac
    # Since 24, the runtime warns at every start of what SQLite and Guice do, which no user of ours can change.
    warned=
    [ "$version" -lt 24 ] || warned='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'
    # shellcheck disable=SC2086 # each holds several words, or none
    exec "$java" -Xmx1g $pace $warned -Dfile.encoding=UTF-8 ${EVOFORGE_JAVA_OPTIONS:-} \
        -cp "$library/*" io.evoforge.app.Main "$@"
}
