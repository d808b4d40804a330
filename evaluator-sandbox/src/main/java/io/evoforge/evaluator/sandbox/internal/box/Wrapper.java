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
 * {@code bwrap} for the view and the filter on system calls.
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
    /** What a Java process needs beside its heap, in megabytes of address space. */
    private static final int BESIDE_HEAP = 1_024;

    private static final List<String> LIBRARIES =
            List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/nix/store");

    private final Set<Layer> layers;
    private final Path javaHome;
    private final @Nullable Path filter;

    /**
     * A wrapper.
     *
     * @param layers which layers to use; their programs are installed
     * @param filter the file with the filter on system calls, for {@link Layer#SYSCALLS}
     */
    Wrapper(Set<Layer> layers, Path javaHome, @Nullable Path filter) {
        this.layers = EnumSet.noneOf(Layer.class);
        this.layers.addAll(layers);
        this.javaHome = javaHome;
        this.filter = filter;
    }

    /**
     * The wrapped command.
     *
     * @param visible files beside the Java runtime that the command needs
     */
    List<String> wrap(List<String> command, List<Path> visible, int heapMegabytes) {
        List<String> wrapped = new ArrayList<>();
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
        }
        if (layers.contains(Layer.LIMITS)) {
            wrapped.addAll(List.of(
                    tool("prlimit"),
                    "--as=" + ((long) heapMegabytes + BESIDE_HEAP) * (1 << 20),
                    "--nproc=" + (THREADS + Users.threadsOf(user)),
                    "--nofile=" + OPEN_FILES,
                    "--fsize=0",
                    "--core=0",
                    "--"));
        }
        if (layers.contains(Layer.VIEW)) {
            if (filter != null && layers.contains(Layer.SYSCALLS)) {
                // Only a shell can hand over an open file beyond the three standard ones.
                wrapped.addAll(List.of(
                        "/bin/sh",
                        "-c",
                        "exec 9<\"$0\"; exec " + tool("bwrap") + " --seccomp 9 \"$@\"",
                        filter.toString()));
            } else {
                wrapped.add(tool("bwrap"));
            }
            wrapped.addAll(view(visible));
        }
        wrapped.addAll(command);
        return wrapped;
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
        paths.add(javaHome.toString());
        linksOutOf(javaHome).forEach(target -> paths.add(target.toString()));
        visible.forEach(path -> paths.add(path.toString()));
        for (String path : paths) {
            options.addAll(List.of("--ro-bind", path, path));
        }
        options.addAll(List.of("--chdir", "/", "--remount-ro", "/", "--"));
        return options;
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
