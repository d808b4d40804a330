package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a branch stands: what GitHub has, with what was committed here on top. */
final class Statuses {
    private final History history;
    private final Clock clock;

    Statuses(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * What was made here and is not on GitHub, at one moment.
     *
     * @param pending the commits, oldest first
     * @param bootstrap the commit that made an empty repository usable, while it is the only one; else null
     */
    record Made(List<Pending> pending, @Nullable CommitId bootstrap) {
        static final Made NOTHING = new Made(List.of(), null);

        Made {
            pending = List.copyOf(pending);
        }
    }

    static CommitSummary summary(Pending pending) {
        return new CommitSummary(
                pending.promised(),
                pending.changeset().message(),
                pending.changeset().author(),
                pending.changeset().committer());
    }

    /**
     * The branch on GitHub, with what was made here on top of it.
     *
     * @param here is asked after GitHub; what a push brought there meanwhile is not told twice
     */
    BranchStatus of(BranchName name, Supplier<Made> here, int limit) {
        Optional<History.Log> read = history.log(name, limit);
        Made made = here.get();
        Optional<History.Log> log = read.filter(
                found -> made.bootstrap() == null || !found.newest().get(0).id().equals(made.bootstrap()));
        Set<CommitId> there = new HashSet<>();
        log.ifPresent(found -> found.newest().forEach(commit -> there.add(commit.id())));
        @Nullable CommitId remote = log.map(found -> found.newest().get(0).id()).orElse(null);
        Instant dayAgo = clock.instant().minus(Duration.ofDays(1));
        List<CommitSummary> latest = new ArrayList<>();
        List<CommitId> unpublished = new ArrayList<>();
        long total = log.map(History.Log::total).orElse(0L);
        long recent = remote == null ? 0 : history.countSince(remote, dayAgo);
        for (Pending pending : made.pending()) {
            if (there.contains(pending.id())) {
                continue;
            }
            latest.add(0, summary(pending));
            unpublished.add(pending.promised());
            total++;
            recent += pending.changeset().committer().when().toInstant().isBefore(dayAgo) ? 0 : 1;
        }
        CommitId tip = latest.isEmpty() ? remote : latest.get(0).id();
        log.ifPresent(found -> latest.addAll(found.newest()));
        return new BranchStatus(
                name, tip, remote, latest.subList(0, Math.min(limit, latest.size())), total, recent, unpublished);
    }
}
