package io.evoforge.store.sqlite;

import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process, and a second instance in this one, out of a state directory. The kernel frees the lock when the
 * process dies in any way, so there is nothing stale to remove; the file only tells who holds it.
 */
final class StateLock implements AutoCloseable {
    private static final String FILE = "run.lock";

    /** A second lock on one file by one JVM is an exception and not a refusal, so these are counted here. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private StateLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static StateLock acquire(Path stateDirectory) {
        Path directory = realDirectory(stateDirectory);
        if (!HELD_HERE.add(directory)) {
            throw inUse(directory, "this process, " + ProcessHandle.current().pid());
        }
        boolean acquired = false;
        try {
            StateLock lock = lockFile(directory);
            acquired = true;
            return lock;
        } finally {
            if (!acquired) {
                HELD_HERE.remove(directory);
            }
        }
    }

    private static Path realDirectory(Path stateDirectory) {
        try {
            Files.createDirectories(stateDirectory);
            return stateDirectory.toRealPath();
        } catch (IOException e) {
            throw notAccessible(stateDirectory, e);
        }
    }

    private static StateLock lockFile(Path directory) {
        Path file = directory.resolve(FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notAccessible(directory, e);
        }
        boolean locked = false;
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw inUse(directory, "process " + holder(channel));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            locked = true;
            return new StateLock(directory, channel);
        } catch (IOException e) {
            throw notAccessible(directory, e);
        } finally {
            if (!locked) {
                closeQuietly(channel);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another class loader of this JVM has its own HELD_HERE
        }
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer digits = ByteBuffer.allocate(20);
            channel.read(digits, 0);
            String text = new String(digits.array(), 0, digits.position(), StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? "of unknown number" : text;
        } catch (IOException e) {
            return "of unknown number";
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
        HELD_HERE.remove(directory);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Only a lock file's descriptor: the kernel closes it with the process at the latest.
            System.getLogger(StateLock.class.getName()).log(System.Logger.Level.DEBUG, "cannot close the lock file", e);
        }
    }

    private static StoreException inUse(Path directory, String holder) {
        return new StoreException(
                Reason.IN_USE,
                "State directory '" + directory + "' is in use by " + holder
                        + ". One process at a time may hold it: wait until that one ends, or choose another directory.");
    }

    private static StoreException notAccessible(Path directory, IOException cause) {
        return new StoreException(
                Reason.NOT_ACCESSIBLE,
                "State directory '" + directory + "' cannot be created, read or written (" + cause
                        + "). Make it a directory that this user may write to, or choose another.",
                cause);
    }
}
