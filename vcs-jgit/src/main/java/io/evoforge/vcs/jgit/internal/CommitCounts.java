package io.evoforge.vcs.jgit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * How many commits some tips have behind them. Kept in a file beside the commits, because each command is a process of its own and
 * counting a long history takes a second. A commit's id says all that is behind it, so what is known stays true.
 */
final class CommitCounts {
    private static final String FILE = "evoforge-counts";
    private static final int MOST = 16;

    private final Path file;
    private final Map<ObjectId, Long> counts = new LinkedHashMap<>();

    private CommitCounts(Path file) {
        this.file = file;
    }

    static CommitCounts of(Repository repository) {
        CommitCounts all = new CommitCounts(repository.getDirectory().toPath().resolve(FILE));
        all.load();
        return all;
    }

    /** A file that is missing or damaged is as good as an empty one: its numbers can be had again. */
    private void load() {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] idAndCount = line.split(" ", 2);
                counts.put(ObjectId.fromString(idAndCount[0]), Long.valueOf(idAndCount[1]));
            }
        } catch (IOException | InvalidObjectIdException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            counts.clear();
        }
    }

    @Nullable
    Long get(ObjectId tip) {
        return counts.get(tip);
    }

    List<ObjectId> newestFirst() {
        List<ObjectId> tips = new ArrayList<>(counts.keySet());
        Collections.reverse(tips);
        return tips;
    }

    void put(ObjectId tip, long count) {
        if (counts.size() >= MOST) {
            counts.remove(counts.keySet().iterator().next());
        }
        counts.put(tip.copy(), count);
        List<String> lines = new ArrayList<>();
        counts.forEach((id, number) -> lines.add(id.name() + " " + number));
        try {
            Path written = Files.write(file.resolveSibling(FILE + ".new"), lines);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // the next process counts again
        }
    }
}
