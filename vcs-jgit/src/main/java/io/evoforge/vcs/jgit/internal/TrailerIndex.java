package io.evoforge.vcs.jgit.internal;

import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a history that have a trailer of one name, by its value. Reads each message once in the life of a process: whether
 * a version was committed before is asked for every version, and the answer is no.
 */
final class TrailerIndex {
    private final Repository repository;
    private final String name;
    private final byte[] lineStart;
    private final Map<String, ObjectId> newest = new HashMap<>();
    private @Nullable ObjectId indexed;

    TrailerIndex(Repository repository, String name) {
        this.repository = repository;
        this.name = name;
        this.lineStart = (name + ":").getBytes(StandardCharsets.UTF_8);
    }

    /** The newest commit behind {@code tip}, itself included, whose trailer has {@code value}; null if there is none. */
    @Nullable
    CommitSummary newest(ObjectId tip, String value) throws IOException {
        if (indexed == null || isBehind(indexed, tip)) {
            newest.putAll(trailersBehind(tip, indexed));
            indexed = tip.copy();
            return summary(newest.get(value));
        }
        ObjectId found = trailersBehind(tip, indexed).get(value);
        if (found == null) {
            found = newest.get(value);
        }
        if (found != null && !isBehind(found, tip)) {
            found = trailersBehind(tip, null).get(value); // an older one, on a branch that left the indexed one before
        }
        return summary(found);
    }

    /** By value, the newest of each; without those behind {@code known}, unless it is null. */
    private Map<String, ObjectId> trailersBehind(ObjectId tip, @Nullable ObjectId known) throws IOException {
        Map<String, ObjectId> found = new HashMap<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.COMMIT_TIME_DESC);
            walk.markStart(walk.parseCommit(tip));
            if (known != null) {
                walk.markUninteresting(walk.parseCommit(known));
            }
            for (RevCommit commit : walk) {
                if (hasLine(commit.getRawBuffer(), lineStart)) {
                    for (Trailer trailer : Trailer.in(commit.getFullMessage())) {
                        if (trailer.name().equals(name)) {
                            found.putIfAbsent(trailer.value(), commit.copy());
                        }
                    }
                }
                commit.disposeBody();
            }
        }
        return found;
    }

    private boolean isBehind(ObjectId commit, ObjectId tip) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(tip));
        }
    }

    private @Nullable CommitSummary summary(@Nullable ObjectId commit) throws IOException {
        if (commit == null) {
            return null;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return CommitFormat.summary(walk.parseCommit(commit));
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
}
