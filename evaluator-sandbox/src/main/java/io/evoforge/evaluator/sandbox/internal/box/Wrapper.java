package io.evoforge.evaluator.sandbox.internal.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts layers of the operating system around a command: {@code setpriv} for another user, {@code prlimit} for limits,
 * {@code unshare} for a lifetime that ends with ours, {@code bwrap} for the view and the filter on system calls.
 *
 * <p>{@code bwrap} alone dies with its parent only once it is up: a part of it waits for another, and for ever if that is
 * killed before. In a process namespace of its own the kernel ends all of it at once.
 */
final class Wrapper {
    /**
     * All that a child sees of an environment. The C library reserves 64 MB of address space for each of up to eight
     * arenas a processor; on a large machine they alone would use up the limit and break the runtime.
     */
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    /** Enough for a Java runtime on a large machine; a candidate starts none of its own. */
    private static final int THREADS = 512;

    private static final int OPEN_FILES = 64;
    private static final int LINK_DEPTH = 4;
    /** The number of the open file with the filter on system calls. */
    private static final String FILTER_FILE = "9";
    /** What a Java process needs beside its heap, in megabytes of address space. */
    private static final int BESIDE_HEAP = 1_024;

    private static final List<String> LIBRARIES =
            List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/nix/store");

    private final Set<Layer> layers;
    private final List<String> runtime;
    private final @Nullable Path filter;

    /**
     * A wrapper.
     *
     * @param layers which layers to use; their programs are installed
     * @param javaHome the Java runtime that commands need, or null if they need none
     * @param filter the file with the filter on system calls, for {@link Layer#SYSCALLS}
     */
    Wrapper(Set<Layer> layers, @Nullable Path javaHome, @Nullable Path filter) {
        this.layers = EnumSet.noneOf(Layer.class);
        this.layers.addAll(layers);
        this.runtime = javaHome == null ? List.of() : runtime(javaHome);
        this.filter = filter;
    }

    /** How much address space a Java runtime with such a heap needs, in megabytes. */
    static int besideHeap(int heapMegabytes) {
        return heapMegabytes + BESIDE_HEAP;
    }

    /**
     * The wrapped command.
     *
     * @param visible files beside the Java runtime that the command needs
     * @param addressSpaceMegabytes of each of its processes
     */
    List<String> wrap(List<String> command, List<Path> visible, int addressSpaceMegabytes) {
        List<String> wrapped = new ArrayList<>();
        boolean filtered = filter != null && layers.contains(Layer.VIEW) && layers.contains(Layer.SYSCALLS);
        String user = layers.contains(Layer.USER) ? Users.unused() : Users.current();
        if (layers.contains(Layer.USER)) {
            wrapped.addAll(List.of(
                    tool("setpriv"),
                    "--reuid=" + user,
                    "--regid=" + user,
                    "--clear-groups",
                    "--inh-caps=-all",
                    "--no-new-privs",
                    "--pdeathsig",
                    "KILL",
                    "--"));
        } else if (layers.contains(Layer.LIFETIME)) {
            wrapped.addAll(List.of(tool("setpriv"), "--no-new-privs", "--pdeathsig", "KILL", "--"));
        }
        wrapped.addAll(shell(filtered));
        if (layers.contains(Layer.LIMITS)) {
            wrapped.addAll(List.of(
                    tool("prlimit"),
                    "--as=" + (long) addressSpaceMegabytes * (1 << 20),
                    "--nproc=" + (THREADS + threadsOf(user)),
                    "--nofile=" + OPEN_FILES,
                    "--fsize=0",
                    "--core=0",
                    "--"));
        }
        if (layers.contains(Layer.LIFETIME)) {
            wrapped.addAll(List.of(
                    tool("unshare"), "--user", "--map-current-user", "--pid", "--fork", "--kill-child=KILL", "--"));
        }
        if (layers.contains(Layer.VIEW)) {
            wrapped.add(tool("bwrap"));
            wrapped.addAll(filtered ? List.of("--seccomp", FILTER_FILE) : List.of());
            wrapped.addAll(view(visible));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    /** A user that nobody was a moment ago has none; looking at every process of the machine again would tell no more. */
    private long threadsOf(String user) {
        return layers.contains(Layer.USER) ? 0 : Users.threadsOf(user);
    }

    /**
     * What only a shell can do: hand over an open file beyond the three standard ones, and look whether we still live once
     * the signal for our end is asked for. Had we ended before, nobody would ever send it.
     */
    private List<String> shell(boolean filtered) {
        List<String> script = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        if (layers.contains(Layer.LIFETIME)) {
            script.add("[ \"$PPID\" = \"$1\" ] || exit 1; shift");
            arguments.add(Long.toString(ProcessHandle.current().pid()));
        }
        if (filtered) {
            script.add("exec " + FILTER_FILE + "<\"$1\"; shift");
            arguments.add(String.valueOf(filter));
        }
        if (script.isEmpty()) {
            return List.of();
        }
        script.add("exec \"$@\"");
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", String.join("; ", script), "box"));
        shell.addAll(arguments);
        return shell;
    }

    private List<String> view(List<Path> visible) {
        List<String> options = new ArrayList<>(List.of(
                "--unshare-all",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--cap-drop",
                "ALL",
                "--proc",
                "/proc"));
        ENVIRONMENT.forEach((name, value) -> options.addAll(List.of("--setenv", name, value)));
        for (String device : List.of("/dev/null", "/dev/zero", "/dev/urandom")) {
            options.addAll(List.of("--dev-bind-try", device, device));
        }
        Set<String> paths = new LinkedHashSet<>();
        for (String library : LIBRARIES) {
            if (Files.exists(Path.of(library))) {
                paths.add(library);
            }
        }
        paths.addAll(runtime);
        visible.forEach(path -> paths.add(path.toString()));
        for (String path : paths) {
            options.addAll(List.of("--ro-bind", path, path));
        }
        options.addAll(List.of("--chdir", "/", "--remount-ro", "/", "--"));
        return options;
    }

    private static List<String> runtime(Path javaHome) {
        return Stream.concat(Stream.of(javaHome), linksOutOf(javaHome).stream())
                .map(Path::toString)
                .toList();
    }

    /** Distributions keep a runtime's configuration elsewhere and link to it, directories and single files alike. */
    private static Set<Path> linksOutOf(Path javaHome) {
        Set<Path> targets = new LinkedHashSet<>();
        for (String part : List.of("conf", "lib")) {
            try (Stream<Path> files = Files.walk(javaHome.resolve(part), LINK_DEPTH)) {
                files.filter(Files::isSymbolicLink)
                        .filter(Files::exists)
                        .map(Wrapper::target)
                        .filter(target -> !target.startsWith(javaHome))
                        .forEach(targets::add);
            } catch (IOException | UncheckedIOException e) {
                // What we may not read the box cannot need; if it does, its start will tell.
                System.getLogger(Wrapper.class.getName()).log(System.Logger.Level.DEBUG, "links of the runtime", e);
            }
        }
        return targets;
    }

    private static Path target(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tool(String name) {
        Optional<Path> tool = Tools.find(name);
        return tool.map(Path::toString).orElse(name);
    }
}
