package io.evoforge.store.sqlite;

import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how they came about: step {@code i} leads from schema version {@code i} to {@code i + 1}. A step that
 * was released is never changed; a new layout is a new step at the end.
 */
record Schema(List<Step> steps) {
    /** One step to the next version; runs inside a transaction. */
    interface Step {
        void apply(Statement statement) throws SQLException;
    }

    static final Schema CURRENT =
            new Schema(List.of(Schema::createTables, Schema::withWithdrawals, Schema::withReviewsAndOthers));

    Schema {
        steps = List.copyOf(steps);
    }

    int version() {
        return steps.size();
    }

    /** Brings the file to this version, or refuses one that a newer program wrote. */
    void migrate(Connection connection, Path file) throws SQLException {
        int found = versionOf(connection);
        if (found > version()) {
            throw new StoreException(
                    Reason.NEWER_SCHEMA,
                    "The state file '" + file + "' has schema version " + found + ", this program knows versions up to "
                            + version() + ". Run the newer program that wrote it, or choose another state directory.");
        }
        if (found == version()) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (int version = found; version < version(); version++) {
                steps.get(version).apply(statement);
            }
            statement.execute("PRAGMA user_version = " + version());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    static int versionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** The tables stay; the number keeps programs away that do not know a version can be withdrawn. */
    private static void withWithdrawals(Statement statement) {}

    /**
     * The tables stay; the number keeps programs away that would publish a version without looking at its review, or do
     * not know that a run can go on from a version by others.
     */
    private static void withReviewsAndOthers(Statement statement) {}

    private static void createTables(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE events ("
                + "sequence INTEGER PRIMARY KEY, " // from 1, without a gap
                + "kind TEXT NOT NULL, "
                + "body TEXT NOT NULL, " // JSON; long texts stand there as a digest
                + "checksum INTEGER NOT NULL)");
        statement.execute("CREATE TABLE blobs ("
                + "hash BLOB PRIMARY KEY, " // SHA-256 of the text in UTF-8
                + "length INTEGER NOT NULL, " // of the text in bytes
                + "content BLOB NOT NULL" // compressed with zlib
                + ") WITHOUT ROWID");
    }
}
