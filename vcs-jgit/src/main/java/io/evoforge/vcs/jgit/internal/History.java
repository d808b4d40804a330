package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/** Questions about all commits behind a tip. Needs their headers only, no trees and no files. */
final class History {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MAXIMUM_COUNTS = 16;

    /** Commits may be dated a little out of order, so one old one does not end the search for young ones. */
    private static final int OLD_ONES_IN_A_ROW = 256;

    private final Repository repository;
    private final Map<ObjectId, Long> counts = new LinkedHashMap<>();

    History(Repository repository) {
        this.repository = repository;
    }

    /** The last commits, newest first. */
    List<CommitSummary> latest(ObjectId tip, int limit) throws IOException {
        List<CommitSummary> latest = new ArrayList<>();
        try (RevWalk walk = walkFrom(tip)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
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
        ObjectId counted = null;
        try (RevWalk walk = walkFrom(tip)) {
            walk.setRetainBody(false);
            for (ObjectId candidate : counts.keySet()) {
                if (repository.getObjectDatabase().has(candidate)
                        && walk.isMergedInto(walk.parseCommit(candidate), walk.parseCommit(tip))) {
                    counted = candidate;
                }
            }
        }
        long total = counted == null ? 0 : counts.getOrDefault(counted, 0L);
        try (RevWalk walk = walkFrom(tip)) {
            walk.setRetainBody(false);
            if (counted != null) {
                walk.markUninteresting(walk.parseCommit(counted));
            }
            while (walk.next() != null) {
                total++;
            }
        }
        if (counts.size() >= MAXIMUM_COUNTS) {
            counts.remove(counts.keySet().iterator().next());
        }
        counts.put(tip, total);
        return total;
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

    /** The newest commit with {@code trailer} in the last block of its message. */
    @Nullable
    CommitSummary find(ObjectId tip, Trailer trailer) throws IOException {
        byte[] name = (trailer.name() + ":").getBytes(StandardCharsets.UTF_8);
        try (RevWalk walk = walkFrom(tip)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
            for (RevCommit commit : walk) {
                if (hasLine(commit.getRawBuffer(), name)
                        && Trailer.in(commit.getFullMessage()).contains(trailer)) {
                    return CommitFormat.summary(commit);
                }
            }
            return null;
        }
    }

    /** Spares most commits the decoding of their message. */
    private static boolean hasLine(byte[] text, byte[] wanted) {
        for (int i = RawParseUtils.nextLF(text, 0);
                i <= text.length - wanted.length;
                i = RawParseUtils.nextLF(text, i)) {
            if (RawParseUtils.match(text, i, wanted) > 0) {
                return true;
            }
        }
        return false;
    }

    private RevWalk walkFrom(ObjectId tip) throws IOException {
        RevWalk walk = new RevWalk(repository);
        walk.markStart(walk.parseCommit(tip));
        return walk;
    }
}
