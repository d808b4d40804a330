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
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
case "$version" in
    '' | *[!0-9]*) fail "'$java' is Java '${version:-unknown}', but Evoforge needs Java 17 or newer. Install a JDK 17 or set JAVA_HOME." ;;
esac
[ "$version" -ge 17 ] || fail "'$java' is Java $version, but Evoforge needs Java 17 or newer. Install a JDK 17 or set JAVA_HOME."

# Starts Evoforge with the jars of a folder; the first argument is the folder.
start() {
    library=$1
    shift
    # shellcheck disable=SC2086 # EVOFORGE_JAVA_OPTIONS holds several words
    exec "$java" -Xmx1g -XX:+UseParallelGC -Dfile.encoding=UTF-8 ${EVOFORGE_JAVA_OPTIONS:-} \
        -cp "$library/*" io.evoforge.app.Main "$@"
}
