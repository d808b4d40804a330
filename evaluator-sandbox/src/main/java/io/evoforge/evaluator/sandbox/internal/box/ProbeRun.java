package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.evaluator.sandbox.containment.Probe;
import io.evoforge.evaluator.sandbox.worker.ProbeWorker;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Tries to get out of a box: puts something to find beside it, and sees what a process inside can reach. */
final class ProbeRun {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HEAP_MEGABYTES = 64;

    private final WorkerJars jars;
    private final JavaLauncher java;

    ProbeRun(WorkerJars jars, JavaLauncher java) {
        this.jars = jars;
        this.java = java;
    }

    /**
     * Runs the probes in a box with these layers.
     *
     * @return those that did not get out
     * @throws ChildFailure if the box does not work
     * @throws EvaluatorException if a file to aim at cannot be made, or the box cannot be started
     */
    Set<Probe> in(Wrapper wrapper) throws ChildFailure {
        try {
            Path directory = Files.createTempDirectory("evoforge-probe-");
            Path readable = directory.resolve("readable");
            Path socket = directory.resolve("socket");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                Files.writeString(readable, "not secret");
                server.bind(UnixDomainSocketAddress.of(socket));
                openToEverybody(directory, socket);
                return run(wrapper, readable, socket, directory);
            } finally {
                Files.deleteIfExists(socket);
                Files.deleteIfExists(readable);
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "Cannot prepare the probes of the box in the temporary directory: '" + e.getMessage()
                            + "'. Free some space, or choose another with -Djava.io.tmpdir=DIR.",
                    e);
        }
    }

    private Set<Probe> run(Wrapper wrapper, Path readable, Path socket, Path writable) throws ChildFailure {
        List<String> command = java.command(jars.probeWorker(), ProbeWorker.class, HEAP_MEGABYTES, 1, List.of());
        try (Child child =
                Child.start(wrapper.wrap(command, List.of(jars.probeWorker()), Wrapper.besideHeap(HEAP_MEGABYTES)))) {
            try {
                return child.exchange(LIMIT, (in, out) -> {
                    out.writeUTF(readable.toString());
                    out.writeUTF(socket.toString());
                    out.writeUTF(writable.toString());
                    out.flush();
                    Set<Probe> held = EnumSet.noneOf(Probe.class);
                    for (Probe probe : Probe.values()) {
                        if (in.readBoolean()) {
                            held.add(probe);
                        }
                    }
                    return held;
                });
            } catch (ChildFailure e) {
                String errors = child.errors();
                throw errors.isEmpty() ? e : new ChildFailure(e.kind(), e.getMessage() + ", saying '" + errors + "'");
            }
        }
    }

    /** File permissions must not be what stops the probe. */
    private static void openToEverybody(Path... paths) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            for (Path path : paths) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }
}
