package io.evoforge.vcs.github;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file with the planned writes and the rests of every process that shares it, a line each. A line that cannot be read, as
 * a process that was killed while it wrote may leave one, is passed over.
 */
final class WriteLedger {
    /** More than an hour of lines; what is before them is of no interest. */
    private static final int BYTES_LOOKED_AT = 64 * 1024;

    private static final int LARGEST_FILE = 4 * BYTES_LOOKED_AT;
    private static final String WRITE = "write ";
    private static final String REST = "rest ";

    /** A file lock is between processes; within one, two locks of a file are an error. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path file;

    WriteLedger(Path file) {
        this.file = file;
    }

    /** What the file tells. Both lists are in the order of the file. */
    record Entries(List<Instant> writes, List<Instant> rests) {}

    /** Reads without waiting for anybody. */
    Entries read() throws IOException {
        if (!Files.exists(file)) {
            return new Entries(List.of(), List.of());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel);
        }
    }

    /** Adds the write that {@code plan} answers with, while nobody else plans one. */
    void addWrite(Function<Entries, Instant> plan) throws IOException {
        exclusively(channel -> append(channel, WRITE, plan.apply(read(channel))));
    }

    void addRest(Instant until) throws IOException {
        exclusively(channel -> append(channel, REST, until));
    }

    private interface Use {
        void of(FileChannel channel) throws IOException;
    }

    private void exclusively(Use use) throws IOException {
        WITHIN_PROCESS.lock();
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    use.of(channel);
                }
            }
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private static Entries read(FileChannel channel) throws IOException {
        long start = Math.max(0, channel.size() - BYTES_LOOKED_AT);
        ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
            // until all of it is here
        }
        Entries entries = new Entries(new ArrayList<>(), new ArrayList<>());
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        text.lines().forEach(line -> {
            Instant write = instant(line, WRITE);
            Instant rest = instant(line, REST);
            if (write != null) {
                entries.writes.add(write);
            } else if (rest != null) {
                entries.rests.add(rest);
            }
        });
        return entries;
    }

    private static @Nullable Instant instant(String line, String kind) {
        try {
            return line.startsWith(kind) ? Instant.parse(line.substring(kind.length())) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void append(FileChannel channel, String kind, Instant when) throws IOException {
        String kept = "";
        long at = channel.size();
        if (at > LARGEST_FILE) {
            Entries entries = read(channel);
            StringBuilder lines = new StringBuilder();
            entries.writes.forEach(write -> lines.append(WRITE).append(write).append('\n'));
            entries.rests.forEach(rest -> lines.append(REST).append(rest).append('\n'));
            kept = lines.toString();
            channel.truncate(0);
            at = 0;
        }
        // the break before it ends a line that somebody could not end
        String line = kept + (at == 0 ? "" : "\n") + kind + when + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
