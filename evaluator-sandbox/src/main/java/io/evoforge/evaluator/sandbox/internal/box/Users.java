package io.evoforge.evaluator.sandbox.internal.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up users in Linux's {@code /proc}. */
final class Users {
    private static final Path PROC = Path.of("/proc");

    private Users() {}

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
        long threads = 0;
        if (!Files.isDirectory(PROC)) {
            return threads;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Path status = process.resolve("status");
                String count = uid.equals(field(status, "Uid:")) ? field(status, "Threads:") : null;
                threads += count == null ? 0 : Long.parseLong(count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + PROC, e);
        }
        return threads;
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
