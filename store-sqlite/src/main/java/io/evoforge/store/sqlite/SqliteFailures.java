package io.evoforge.store.sqlite;

import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns SQLite's errors into ours. */
final class SqliteFailures {
    private SqliteFailures() {}

    static StoreException translated(Path file, SQLException e) {
        int primary = primaryCode(e);
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return new StoreException(
                    Reason.DISK_FULL,
                    "The disk of '" + file + "' is full, so nothing was added. What was stored before is safe;"
                            + " make room, then the run goes on.",
                    e);
        }
        if (isCorruption(e)) {
            return new StoreException(
                    Reason.CORRUPT,
                    "The state file '" + file + "' is damaged (" + e.getMessage()
                            + "). Start the program again: it moves the damaged file aside and keeps what can be trusted.",
                    e);
        }
        return new StoreException(
                Reason.NOT_ACCESSIBLE,
                "The state file '" + file + "' cannot be read or written (" + e.getMessage()
                        + "). Check the disk and the permissions of its directory.",
                e);
    }

    static boolean isCorruption(SQLException e) {
        int primary = primaryCode(e);
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** SQLite puts the general kind of an error into the lowest byte of its number. */
    private static int primaryCode(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
    }
}
