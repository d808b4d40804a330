package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Questions about all commits behind a tip. Needs their headers only, no trees and no files. */
final class History {
    private static final Duration DAY = Duration.ofDays(1);

    /** Commits may be dated a little out of order, so one old one does not end the search for young ones. */
    private static final int OLD_ONES_IN_A_ROW = 256;

    private final Repository repository;
    private final CommitCounts counts;
    private final Map<String, TrailerIndex> indexes = new HashMap<>();

    History(Repository repository) {
        this.repository = repository;
        this.counts = CommitCounts.of(repository);
    }

    /** The last commits, newest first; a commit never before one that is based on it. Reads no more than those. */
    List<CommitSummary> latest(ObjectId tip, int limit) throws IOException {
        List<CommitSummary> latest = new ArrayList<>();
        try (RevWalk walk = walkFrom(tip)) {
            walk.sort(RevSort.COMMIT_TIME_DESC); // RevSort.TOPO would read the whole history first
            RevCommit commit;
            while (latest.size() < limit && (commit = walk.next()) != null) {
                latest.add(CommitFormat.summary(commit));
            }
        }
        return latest;
    }

    /** How many commits {@code tip} has behind it, itself included. Counts only what is new since the last time. */
    long count(ObjectId tip) throws IOException {
        Long known = counts.get(tip);
        if (known != null) {
            return known;
        }
        ObjectId counted = newestCountedBehind(tip);
        long total = counted == null ? 0 : Objects.requireNonNull(counts.get(counted));
        try (RevWalk walk = walkFrom(tip)) {
            walk.setRetainBody(false);
            if (counted != null) {
                walk.markUninteresting(walk.parseCommit(counted));
            }
            while (walk.next() != null) {
                total++;
            }
        }
        counts.put(tip, total);
        return total;
    }

    private @Nullable ObjectId newestCountedBehind(ObjectId tip) throws IOException {
        for (ObjectId candidate : counts.newestFirst()) {
            if (repository.getObjectDatabase().has(candidate)) {
                try (RevWalk walk = new RevWalk(repository)) {
                    walk.setRetainBody(false);
                    if (walk.isMergedInto(walk.parseCommit(candidate), walk.parseCommit(tip))) {
                        return candidate;
                    }
                }
            }
        }
        return null;
    }

    /** Whether something happened within the 24 hours before {@code now}. */
    static boolean isWithinDay(Instant when, Instant now) {
        return !when.isBefore(now.minus(DAY)) && !when.isAfter(now);
    }

    /** How many of them were committed within the 24 hours before {@code now}. */
    long countWithinDay(ObjectId tip, Instant now) throws IOException {
        long earliest = now.minus(DAY).getEpochSecond();
        long count = 0;
        int old = 0;
        try (RevWalk walk = walkFrom(tip)) {
            walk.sort(RevSort.COMMIT_TIME_DESC);
            RevCommit commit;
            while (old < OLD_ONES_IN_A_ROW && (commit = walk.next()) != null) {
                if (commit.getCommitTime() >= earliest && commit.getCommitTime() <= now.getEpochSecond()) {
                    count++;
                    old = 0;
                } else if (commit.getCommitTime() < earliest) {
                    old++;
                }
            }
        }
        return count;
    }

    /** The newest commit with {@code trailer} in the last block of its message. Reads only what is new since the last time. */
    @Nullable
    CommitSummary find(ObjectId tip, Trailer trailer) throws IOException {
        return indexes.computeIfAbsent(trailer.name(), name -> new TrailerIndex(repository, name))
                .newest(tip, trailer.value());
    }

    private RevWalk walkFrom(ObjectId tip) throws IOException {
        RevWalk walk = new RevWalk(repository);
        walk.markStart(walk.parseCommit(tip));
        return walk;
    }
}
