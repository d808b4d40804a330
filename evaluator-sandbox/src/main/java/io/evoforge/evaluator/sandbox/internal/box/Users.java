package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks up users in Linux's {@code /proc}. */
final class Users {
    private static final Path PROC = Path.of("/proc");

    /**
     * Numbers that systems set aside for users who exist only while a service runs, so that no file belongs to them; low
     * enough for containers, which often know no more than 65,536.
     */
    private static final int FIRST_TRANSIENT = 61_184;

    private static final int TRANSIENT = 4_336;

    /** Begins somewhere else in each process, because others may run boxes of their own beside us. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(Math.floorMod(ProcessHandle.current().pid() * 37, TRANSIENT));

    private Users() {}

    /**
     * The number of a user that nobody is. Limits count all processes of a user together, so every box gets a user of its
     * own: what one candidate takes is then never missing to another.
     */
    static String unused() {
        Set<String> used = new HashSet<>();
        forEachProcess(status -> used.add(String.valueOf(field(status, "Uid:"))));
        for (int i = 0; i < TRANSIENT; i++) {
            String user = Integer.toString(FIRST_TRANSIENT + Math.floorMod(NEXT.getAndIncrement(), TRANSIENT));
            if (!used.contains(user)) {
                return user;
            }
        }
        throw new EvaluatorException(
                EvaluatorException.Reason.RESOURCES,
                "No box can be started: all " + TRANSIENT
                        + " transient users of this machine have processes. End some.");
    }

    /** The number of the user we run as, or an empty text where the system does not tell. */
    static String current() {
        String uid = field(PROC.resolve("self").resolve("status"), "Uid:");
        return uid == null ? "" : uid;
    }

    /** Whether we are root. */
    static boolean isRoot() {
        return current().equals("0");
    }

    /** How many threads the user has now; limits count them all together. */
    static long threadsOf(String uid) {
        LongAdder threads = new LongAdder();
        forEachProcess(status -> {
            String count = uid.equals(field(status, "Uid:")) ? field(status, "Threads:") : null;
            threads.add(count == null ? 0 : Long.parseLong(count));
        });
        return threads.sum();
    }

    private static void forEachProcess(Consumer<Path> status) {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            processes.forEach(process -> status.accept(process.resolve("status")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + PROC, e);
        }
    }

    /** The first word after {@code name}, or null if the process has gone or there is no such line. */
    private static @Nullable String field(Path status, String name) {
        List<String> lines;
        try {
            lines = Files.readAllLines(status);
        } catch (IOException e) {
            return null;
        }
        for (String line : lines) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip().split("\\s+", 2)[0];
            }
        }
        return null;
    }
}
