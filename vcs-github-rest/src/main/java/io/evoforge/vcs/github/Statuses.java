package io.evoforge.vcs.github;

import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a branch stands: what GitHub has, with what was committed here on top. */
final class Statuses {
    private final History history;
    private final Clock clock;

    Statuses(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    static CommitSummary summary(Pending pending) {
        return new CommitSummary(
                pending.promised(),
                pending.changeset().message(),
                pending.changeset().author(),
                pending.changeset().committer());
    }

    BranchStatus of(BranchState state, int limit) {
        Optional<History.Log> log = history.log(state.name, limit)
                .filter(found ->
                        state.bootstrap == null || !found.newest().get(0).id().equals(state.bootstrap));
        @Nullable CommitId remote = log.map(found -> found.newest().get(0).id()).orElse(null);
        Head known = state.remote;
        if (state.pending.isEmpty() && (known == null || !known.commit().equals(remote))) {
            state.loaded = false; // the next commit looks again
        }
        Instant dayAgo = clock.instant().minus(Duration.ofDays(1));
        List<CommitSummary> latest = new ArrayList<>();
        List<CommitId> unpublished = new ArrayList<>();
        long total = log.map(History.Log::total).orElse(0L);
        long recent = remote == null ? 0 : history.countSince(remote, dayAgo);
        for (Pending pending : state.pending) {
            latest.add(0, summary(pending));
            unpublished.add(pending.promised());
            total++;
            recent += pending.changeset().committer().when().toInstant().isBefore(dayAgo) ? 0 : 1;
        }
        CommitId tip = latest.isEmpty() ? remote : latest.get(0).id();
        log.ifPresent(found -> latest.addAll(found.newest()));
        return new BranchStatus(
                state.name, tip, remote, latest.subList(0, Math.min(limit, latest.size())), total, recent, unpublished);
    }
}
