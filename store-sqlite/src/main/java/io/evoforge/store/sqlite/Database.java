package io.evoforge.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Opens a database file in the way we need it. */
final class Database {
    /** The state of a run, in its directory. */
    static final String FILE = "run.db";

    private Database() {}

    /** A connection whose commits are on the disk when they return. */
    static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        return connect(file.toAbsolutePath().toString(), config);
    }

    /** A connection that cannot change anything; works beside a process that writes. */
    static Connection openForReading(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        Path absolute = file.toAbsolutePath();
        return isAtRestWhereNothingCanBeAdded(absolute)
                ? connect(absolute.toUri() + "?immutable=1", config)
                : connect(absolute.toString(), config);
    }

    /** Readers share a file that SQLite makes beside the database; where it cannot, it reads only what nobody changes. */
    private static boolean isAtRestWhereNothingCanBeAdded(Path file) {
        return !Files.isWritable(file.getParent()) && !Files.exists(Path.of(file + "-wal"));
    }

    private static Connection connect(String file, SQLiteConfig config) throws SQLException {
        return JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    /** What SQLite finds wrong with the file's structure, or {@code ok}. */
    static String quickCheck(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            return row.getString(1);
        }
    }
}
