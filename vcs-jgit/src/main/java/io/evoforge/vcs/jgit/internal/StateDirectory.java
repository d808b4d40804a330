package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * Our directory, held by one instance at a time.
 *
 * <p>The kernel frees the lock of a killed process, so nothing is ever stale. Within one JVM a second lock on the same
 * file throws instead of waiting or refusing, therefore the open directories are also kept in a set.
 */
final class StateDirectory implements AutoCloseable {
    private static final Set<Path> HELD_HERE = new HashSet<>();
    private static final int MAXIMUM_HOLDER_BYTES = 200;

    private final Path path;
    private final FileChannel channel;

    private StateDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates the directory when missing and takes its lock. */
    static StateDirectory acquire(Path directory, Clock clock) {
        Path path;
        try {
            Files.createDirectories(directory);
            path = directory.toRealPath();
        } catch (IOException e) {
            throw new VersionControlException(
                    Reason.STORAGE,
                    "Cannot use the state directory '" + directory + "': " + e.getMessage()
                            + ". Make it writable for this user, or configure another one.",
                    e);
        }
        synchronized (HELD_HERE) {
            if (!HELD_HERE.add(path)) {
                throw inUse(path, "another instance in this process");
            }
        }
        boolean acquired = false;
        try {
            FileChannel channel = lock(path, clock);
            acquired = true;
            return new StateDirectory(path, channel);
        } finally {
            if (!acquired) {
                forget(path);
            }
        }
    }

    Path path() {
        return path;
    }

    @SuppressWarnings("resource") // closed with the directory, or below
    private static FileChannel lock(Path path, Clock clock) {
        Path file = path.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String holder = holder(channel);
                channel.close();
                throw inUse(path, holder);
            }
            String us = "process " + ProcessHandle.current().pid() + " since "
                    + clock.instant().truncatedTo(ChronoUnit.SECONDS);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(us.getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException e) {
            throw new VersionControlException(
                    Reason.STORAGE,
                    "Cannot lock '" + file + "': " + e.getMessage()
                            + ". Make the state directory writable for this user, and keep it on a local disk.",
                    e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAXIMUM_HOLDER_BYTES);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).replaceAll("[^ -~]", "?");
        return holder.isBlank() ? "another process" : holder;
    }

    private static VersionControlException inUse(Path path, String holder) {
        return new VersionControlException(
                Reason.IN_USE,
                "The state directory '" + path + "' is held by " + holder
                        + ". Stop that one first, or configure a state directory of its own for this one.");
    }

    private static void forget(Path path) {
        synchronized (HELD_HERE) {
            HELD_HERE.remove(path);
        }
    }

    @Override
    public void close() {
        try {
            channel.close(); // frees the lock
        } catch (IOException e) {
            throw new VersionControlException(Reason.STORAGE, "Cannot free the lock in '" + path + "'", e);
        } finally {
            forget(path);
        }
    }
}
