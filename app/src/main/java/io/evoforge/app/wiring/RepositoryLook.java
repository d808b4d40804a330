package io.evoforge.app.wiring;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.dashboard.port.RepositoryWatch;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.RepositoryStatus;
import io.evoforge.vcs.hosting.Comparisons;
import io.evoforge.vcs.hosting.RequestBudget;
import io.evoforge.vcs.hosting.RequestLimits;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the repository for the dashboard, and compares the files of a new commit once. One thread looks. */
final class RepositoryLook implements RepositoryWatch {
    private final EvolutionPublisher publisher;
    private final VersionControl versionControl;
    private final PublisherSettings settings;
    private final Optional<RequestLimits> limits;
    private final Optional<Comparisons> comparisons;
    private @Nullable CommitId compared;
    private List<String> changed = List.of();

    RepositoryLook(
            EvolutionPublisher publisher,
            VersionControl versionControl,
            PublisherSettings settings,
            Optional<RequestLimits> limits,
            Optional<Comparisons> comparisons) {
        this.limits = limits;
        this.comparisons = comparisons;
        this.publisher = publisher;
        this.versionControl = versionControl;
        this.settings = settings;
    }

    @Override
    public Look look() {
        RepositoryStatus status = publisher.status();
        CommitSummary last = status.lastCommit();
        if (last != null && !last.id().equals(compared)) {
            changed = changedBy(last.id(), status);
            compared = last.id();
        }
        return new Look(status, changed);
    }

    @Override
    public Optional<RequestBudget> budget() {
        return limits.map(RequestLimits::budget);
    }

    /** The files that differ between the commit and the one before it; only of ours where the host does not tell. */
    private List<String> changedBy(CommitId commit, RepositoryStatus status) {
        List<CommitSummary> newest = versionControl.status(settings.branch(), 2).latest();
        Optional<CommitId> before = newest.size() == 2 && newest.get(0).id().equals(commit)
                ? Optional.of(newest.get(1).id())
                : Optional.empty();
        Optional<Comparisons.Comparison> told =
                before.flatMap(from -> comparisons.flatMap(host -> host.compare(from, commit)));
        if (told.isPresent()) {
            return told.get().files();
        }
        EvolutionVersion version =
                status.current().map(RecordedEvolution::version).orElse(EvolutionVersion.SEED);
        return settings.paths().of(version).stream()
                .filter(path -> !content(Optional.of(commit), path).equals(content(before, path)))
                .map(RepositoryPath::value)
                .sorted()
                .toList();
    }

    private Optional<?> content(Optional<CommitId> commit, RepositoryPath path) {
        return commit.flatMap(one -> versionControl.read(one, path));
    }
}
