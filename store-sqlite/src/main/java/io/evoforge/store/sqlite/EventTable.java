package io.evoforge.store.sqlite;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The rows of events in one database. The sequence has no gap and every row a checksum, so damage cannot pass unseen. */
final class EventTable {
    private final Connection connection;
    private final BlobStore blobs;
    private final EventCodec codec = new EventCodec();

    EventTable(Connection connection) {
        this.connection = connection;
        this.blobs = new BlobStore(connection);
    }

    long lastSequence() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(sequence), 0) FROM events")) {
            return row.getLong(1);
        }
    }

    void insert(long sequence, RunEvent event) throws SQLException, IOException {
        String kind = codec.kind(event);
        String body = codec.write(event, blobs);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO events (sequence, kind, body, checksum) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, sequence);
            insert.setString(2, kind);
            insert.setString(3, body);
            insert.setLong(4, checksum(sequence, kind, body));
            insert.executeUpdate();
        }
    }

    /** The events from {@code first} on, at most {@code limit}. */
    List<RunEvent> read(long first, int limit) throws SQLException, DamagedException {
        List<RunEvent> events = new ArrayList<>();
        long expected = first;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT sequence, kind, body, checksum FROM events WHERE sequence >= ? ORDER BY sequence LIMIT ?")) {
            select.setLong(1, first);
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(event(expected, row));
                    expected++;
                }
            }
        } catch (SQLException e) {
            if (SqliteFailures.isCorruption(e)) {
                throw new DamagedException(expected, "event " + expected + ": " + e.getMessage(), e);
            }
            throw e;
        }
        return events;
    }

    /** Checks every row against its checksum and number; the long texts are checked when they are read. */
    void verify() throws SQLException, DamagedException {
        long expected = 1;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT sequence, kind, body, checksum FROM events ORDER BY sequence")) {
            while (row.next()) {
                requireIntact(expected, row);
                expected++;
            }
        }
    }

    private RunEvent event(long expected, ResultSet row) throws SQLException, DamagedException {
        requireIntact(expected, row);
        try {
            return codec.read(row.getString(2), row.getString(3), blobs);
        } catch (IOException | RuntimeException e) {
            throw unreadable(expected, e);
        }
    }

    private static void requireIntact(long expected, ResultSet row) throws SQLException, DamagedException {
        if (row.getLong(1) != expected) {
            throw new DamagedException(expected, "event " + expected + ": it is missing", null);
        }
        if (row.getLong(4) != checksum(expected, row.getString(2), row.getString(3))) {
            throw new DamagedException(expected, "event " + expected + ": its checksum differs", null);
        }
    }

    /** Intact as its checksum is, an event that cannot be read is no damage, unless one of its texts is. */
    private static DamagedException unreadable(long sequence, Exception failure) throws SQLException {
        SQLException sql = BlobStore.UncheckedSqlException.behind(failure);
        if (sql != null) {
            throw sql;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlobStore.DamagedTextException text) {
                return new DamagedException(sequence, "event " + sequence + ": " + text.getMessage(), failure);
            }
        }
        throw new StoreException(
                StoreException.Reason.CORRUPT,
                "Event " + sequence + " is intact, but this program cannot read it (" + failure.getMessage()
                        + "). Nothing was changed. Use the program that wrote it.",
                failure);
    }

    private static long checksum(long sequence, String kind, String body) {
        CRC32C checksum = new CRC32C();
        checksum.update((sequence + "\n" + kind + "\n" + body).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
