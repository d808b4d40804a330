package io.evoforge.store.sqlite;

import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.evolution.StoreException;
import io.evoforge.core.evolution.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Saves what can be trusted of a damaged file: the events before the first damaged one go into a new file, and the
 * damaged one is moved aside as it is. Nothing is deleted.
 */
final class Salvage {
    private static final int PAGE = 100;

    private final Path file;
    private final String damage;

    Salvage(Path file, String damage) {
        this.file = file;
        this.damage = damage;
    }

    /** Does it, and returns the exception that tells so: going on with less than there was needs a person's consent. */
    StoreException run() {
        Path fresh = file.resolveSibling(file.getFileName() + ".salvaged");
        try {
            deleteWithCompanions(fresh);
            long kept = copyTrusted(fresh);
            Path aside = moveAside();
            if (kept > 0) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                deleteWithCompanions(fresh);
            }
            return new StoreException(
                    Reason.CORRUPT,
                    "The state file '" + file + "' is damaged: " + damage + ". It was moved aside to '" + aside
                            + "'; the " + kept
                            + " events before the damage were kept. Run the command again to go on from"
                            + " there, or put a backup in its place.");
        } catch (IOException | SQLException e) {
            return new StoreException(
                    Reason.CORRUPT,
                    "The state file '" + file + "' is damaged: " + damage
                            + ". It was left as it is, because what can be"
                            + " trusted of it could not be saved (" + e.getMessage()
                            + "). Put a backup in its place, or move it away to begin a new run.",
                    e);
        }
    }

    private long copyTrusted(Path fresh) throws SQLException, IOException {
        try (Connection target = Database.open(fresh)) {
            Schema.CURRENT.migrate(target, fresh);
            target.setAutoCommit(false);
            long kept = 0;
            try (Connection source = Database.open(file)) {
                kept = copy(new EventTable(source), new EventTable(target));
            } catch (SQLException e) {
                if (!SqliteFailures.isCorruption(e)) {
                    throw e;
                }
                // Not even the header can be read: nothing to keep beyond what was copied, which is nothing.
            }
            target.commit();
            return kept;
        }
    }

    private static long copy(EventTable source, EventTable target) throws SQLException, IOException {
        long next = 1;
        int page = PAGE;
        while (true) {
            try {
                List<RunEvent> events = source.read(next, page);
                for (RunEvent event : events) {
                    target.insert(next++, event);
                }
                if (events.size() < page) {
                    return next - 1;
                }
            } catch (DamagedException e) {
                if (e.sequence() == next) {
                    return next - 1;
                }
                page = 1; // take the good ones of this page one by one
            }
        }
    }

    private Path moveAside() throws IOException {
        Path aside;
        int number = 1;
        do {
            aside = file.resolveSibling(file.getFileName() + ".damaged-" + number++);
        } while (Files.exists(aside));
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        for (String companion : List.of("-wal", "-shm")) {
            Path from = file.resolveSibling(file.getFileName() + companion);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + companion));
            }
        }
        return aside;
    }

    private static void deleteWithCompanions(Path path) throws IOException {
        for (String companion : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + companion));
        }
    }
}
