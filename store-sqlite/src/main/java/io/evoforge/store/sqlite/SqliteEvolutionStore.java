package io.evoforge.store.sqlite;

import io.evoforge.core.evolution.EvolutionStore;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run in {@code run.db}, an SQLite database in write-ahead mode that is synchronised at every append.
 * Prompts, replies and sources are compressed and kept once each.
 *
 * <p>One instance at a time holds a state directory; the second is refused and told who does. A damaged file is moved
 * aside, never deleted, and what precedes the damage is kept for the next start. Safe for use by several threads.
 */
public final class SqliteEvolutionStore implements EvolutionStore {
    private static final int PAGE = 100;

    private final Path file;
    private final StateLock lock;
    private final Connection connection;
    private final EventTable events;
    private boolean broken;
    private boolean closed;

    private SqliteEvolutionStore(Path file, StateLock lock, Connection connection) {
        this.file = file;
        this.lock = lock;
        this.connection = connection;
        this.events = new EventTable(connection);
    }

    /**
     * Opens the store of {@code stateDirectory}, which is created when missing.
     *
     * @throws StoreException {@code IN_USE} if another instance holds the directory, {@code NEWER_SCHEMA} if a newer
     *     program wrote it, {@code CORRUPT} if it was damaged: then the damaged file was moved aside, and opening again
     *     goes on from the last good event; {@code NOT_ACCESSIBLE} if the directory cannot be written
     */
    public static SqliteEvolutionStore open(Path stateDirectory) {
        return open(stateDirectory, Schema.CURRENT);
    }

    static SqliteEvolutionStore open(Path stateDirectory, Schema schema) {
        StateLock lock = StateLock.acquire(stateDirectory);
        boolean opened = false;
        try {
            SqliteEvolutionStore store = openLocked(stateDirectory.resolve(Database.FILE), lock, schema);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static SqliteEvolutionStore openLocked(Path file, StateLock lock, Schema schema) {
        try {
            return openSound(file, lock, schema);
        } catch (DamagedException e) {
            throw new Salvage(file, e.damage()).run();
        } catch (SQLException e) {
            throw SqliteFailures.isCorruption(e)
                    ? new Salvage(file, String.valueOf(e.getMessage())).run()
                    : SqliteFailures.translated(file, e);
        }
    }

    private static SqliteEvolutionStore openSound(Path file, StateLock lock, Schema schema)
            throws SQLException, DamagedException {
        boolean existed = Files.exists(file);
        Connection connection = Database.open(file);
        boolean opened = false;
        try {
            schema.migrate(connection, file);
            if (existed) {
                requireSound(connection);
            } else {
                synchronise(file.toAbsolutePath().getParent());
            }
            SqliteEvolutionStore store = new SqliteEvolutionStore(file, lock, connection);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                closeQuietly(connection);
            }
        }
    }

    private static void requireSound(Connection connection) throws SQLException, DamagedException {
        String structure = Database.quickCheck(connection);
        if (!structure.equals("ok")) {
            throw new DamagedException(structure);
        }
        new EventTable(connection).verify();
    }

    /** A new file is safe only when its name is, too. */
    private static void synchronise(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot synchronise a directory; they keep names safe in their own way.
            System.getLogger(SqliteEvolutionStore.class.getName())
                    .log(System.Logger.Level.DEBUG, "cannot synchronise directory " + directory, e);
        }
    }

    /**
     * Hands every event of a state directory to {@code reader}, oldest first, without holding the directory: another
     * process may go on writing, and what it adds meanwhile may be missed.
     *
     * @throws StoreException {@code NOT_ACCESSIBLE} if there is no run in the directory or it cannot be read,
     *     {@code NEWER_SCHEMA} or {@code CORRUPT} as {@link #open}, but nothing is changed
     */
    public static void read(Path stateDirectory, Consumer<RunEvent> reader) {
        read(stateDirectory, 0, reader);
    }

    /**
     * As {@link #read(Path, Consumer)}, without the first {@code seen} events: who follows a run asks for what is new.
     *
     * @param seen at least 0
     */
    public static void read(Path stateDirectory, long seen, Consumer<RunEvent> reader) {
        Path file = stateDirectory.resolve(Database.FILE);
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    Reason.NOT_ACCESSIBLE,
                    "There is no run in '" + stateDirectory + "': '" + file
                            + "' does not exist. Name the state directory of a run, or start one.");
        }
        try (Connection connection = Database.openForReading(file)) {
            requireReadable(file, Schema.versionOf(connection));
            forEach(new EventTable(connection), seen + 1, Long.MAX_VALUE, reader);
        } catch (DamagedException e) {
            throw damaged(file, e);
        } catch (SQLException e) {
            throw SqliteFailures.translated(file, e);
        }
    }

    private static void requireReadable(Path file, int version) {
        if (version == 0) {
            throw new StoreException(
                    Reason.NOT_ACCESSIBLE,
                    "There is no run in '" + file + "' yet: it was not written to its end. If a run begins right now,"
                            + " ask again; or else start one.");
        }
        if (version != Schema.CURRENT.version()) {
            // An older layout is brought up to date only by someone who holds the directory.
            throw new StoreException(
                    Reason.NEWER_SCHEMA,
                    "The state file '" + file + "' has schema version " + version + ", this program reads version "
                            + Schema.CURRENT.version() + ". Use the program that wrote it.");
        }
    }

    /**
     * Hands every event to {@code reader} as a line of JSON, oldest first, without holding the directory. A line has
     * {@code sequence}, {@code kind} and the event's own fields; prompts, answers and sources stand in it as they are.
     *
     * @throws StoreException as {@link #read(Path, Consumer)}
     */
    public static void export(Path stateDirectory, Consumer<String> reader) {
        EventCodec codec = new EventCodec();
        AtomicLong sequence = new AtomicLong();
        read(stateDirectory, event -> {
            try {
                reader.accept(codec.writeWhole(sequence.incrementAndGet(), event));
            } catch (IOException e) {
                throw new IllegalStateException("an event cannot be written as JSON: " + e.getMessage(), e);
            }
        });
    }

    @Override
    public synchronized void append(List<RunEvent> added) {
        requireOpen();
        boolean committed = false;
        try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN IMMEDIATE");
            long sequence = events.lastSequence();
            for (RunEvent event : added) {
                events.insert(++sequence, event);
            }
            transaction.execute("COMMIT");
            committed = true;
        } catch (SQLException e) {
            throw SqliteFailures.translated(file, e);
        } catch (IOException | BlobStore.UncheckedSqlException e) {
            SQLException sql = BlobStore.UncheckedSqlException.behind(e);
            throw sql != null
                    ? SqliteFailures.translated(file, sql)
                    : new IllegalStateException("an event cannot be written as JSON: " + e.getMessage(), e);
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try (Statement transaction = connection.createStatement()) {
            transaction.execute("ROLLBACK");
        } catch (SQLException e) {
            // A full disk makes SQLite roll back by itself, and then there is nothing left to roll back.
            System.getLogger(SqliteEvolutionStore.class.getName())
                    .log(System.Logger.Level.DEBUG, "nothing to roll back in '" + file + "'", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException also {@code CORRUPT} if a long text was damaged: then the damaged file was moved aside as by
     *     {@link #open}, and this store is of no more use
     */
    @Override
    public synchronized void replay(Consumer<RunEvent> reader) {
        requireOpen();
        try {
            forEach(events, 1, events.lastSequence(), reader);
        } catch (DamagedException e) {
            broken = true;
            closeQuietly(connection);
            throw new Salvage(file, e.damage()).run();
        } catch (SQLException e) {
            throw SqliteFailures.translated(file, e);
        }
    }

    private static void forEach(EventTable events, long first, long last, Consumer<RunEvent> reader)
            throws SQLException, DamagedException {
        long next = first;
        while (next <= last) {
            List<RunEvent> page = events.read(next, (int) Math.min(PAGE, last - next + 1));
            if (page.isEmpty()) {
                return;
            }
            page.forEach(reader);
            next += page.size();
        }
    }

    private static StoreException damaged(Path file, DamagedException e) {
        return new StoreException(
                Reason.CORRUPT,
                "The state file '" + file + "' is damaged: " + e.damage()
                        + ". It was not changed. Starting a run in this directory moves it aside and keeps the events"
                        + " before the damage.",
                e);
    }

    /** Lets the file grow no further, as a full disk does, or again without a limit; for tests of exactly that. */
    synchronized void limitPages(boolean limited) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A limit below the present size means the present size.
            statement.execute("PRAGMA max_page_count = " + (limited ? 1 : Integer.MAX_VALUE));
        }
    }

    private void requireOpen() {
        if (closed || broken) {
            throw new IllegalStateException("the store of '" + file + "' is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!broken) {
                checkpoint();
                closeQuietly(connection);
            }
        } finally {
            lock.close();
        }
    }

    /** Folds the write-ahead log into the file, so that the file alone is a complete copy to back up. */
    private void checkpoint() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            // The log holds the same events; the next start reads them from there.
            System.getLogger(SqliteEvolutionStore.class.getName())
                    .log(System.Logger.Level.DEBUG, "cannot fold the write-ahead log of '" + file + "'", e);
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(SqliteEvolutionStore.class.getName())
                    .log(System.Logger.Level.DEBUG, "cannot close a database", e);
        }
    }
}
