package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.hosting.Note;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds branches of versions that nobody needs any more, with their pull requests, and takes them away when told to.
 *
 * <p>A branch is looked at only if its name is one that versions get here, and only if its newest commit is one of ours: what
 * a person named alike, or added to, is left alone. What has a higher number than the version on the base branch may still
 * be on its way, and stays, unless its pull request was closed.
 *
 * <p>Not for several threads at once. Every method passes on the {@link VersionControlException} of the repository and its
 * host; calling again later is always safe.
 */
public final class Cleanup {
    private static final int COMMITS_LOOKED_AT = 200;

    private final EvolutionPublisher publisher;
    private final DeliverySettings settings;
    private final DeliveryHost host;

    /** Cleans up after a {@link Delivery} with the same settings. */
    public Cleanup(EvolutionPublisher publisher, DeliverySettings settings, DeliveryHost host) {
        this.publisher = publisher;
        this.settings = settings;
        this.host = host;
    }

    /** What could be taken away, by branch name. Changes nothing. */
    public List<Leftover> leftovers() {
        BranchName base = publisher.settings().branch();
        Optional<EvolutionVersion> current = publisher.history(COMMITS_LOOKED_AT).stream()
                .sorted(Comparator.comparing(RecordedEvolution::version)
                        .reversed()) // a rollback is newer than its version
                .filter(publisher::isOurs)
                .map(RecordedEvolution::version)
                .findFirst();
        Map<BranchName, PullRequest> open = host.pullRequests().open(base).stream()
                .collect(Collectors.toMap(PullRequest::head, Function.identity(), (newest, older) -> newest));
        List<Leftover> found = new ArrayList<>();
        host.branches()
                .startingWith(settings.branchPrefix())
                .forEach((branch, tip) -> settings.versionOf(branch)
                        .flatMap(version ->
                                leftover(version, branch, tip, Optional.ofNullable(open.get(branch)), current))
                        .ifPresent(found::add));
        return found;
    }

    private Optional<Leftover> leftover(
            EvolutionVersion version,
            BranchName branch,
            CommitId tip,
            Optional<PullRequest> open,
            Optional<EvolutionVersion> current) {
        Optional<EvolutionId> ours = publisher
                .newest(branch)
                .filter(one -> one.commit().equals(tip) && one.version().equals(version))
                .filter(publisher::isOurs)
                .flatMap(one -> Optional.ofNullable(one.id()));
        return ours.flatMap(id -> reason(version, id, branch, open, current)
                .map(why -> new Leftover(version, branch, tip, open.orElse(null), why)));
    }

    private Optional<String> reason(
            EvolutionVersion version,
            EvolutionId id,
            BranchName branch,
            Optional<PullRequest> open,
            Optional<EvolutionVersion> current) {
        BranchName base = publisher.settings().branch();
        if (publisher.find(id, base).isPresent()) {
            return Optional.of("'" + base + "' has " + version + " already");
        }
        if (current.isPresent() && version.compareTo(current.get()) <= 0) {
            return Optional.of("superseded: '" + base + "' has " + current.get() + " by now");
        }
        if (open.isPresent()) {
            return Optional.empty(); // it may still be merged
        }
        return host.pullRequests()
                .find(branch, base)
                .filter(last -> last.state() == PullRequest.State.CLOSED)
                .map(last -> "pull request " + last.number() + " was closed without a merge");
    }

    /**
     * Closes the pull request of {@code leftover}, if one is open, with a comment that says why, and deletes the branch.
     *
     * @return whether the branch is gone; false if somebody moved it since, and both are left alone
     */
    public boolean remove(Leftover leftover) {
        PullRequest listed = leftover.pullRequest();
        if (listed != null) {
            PullRequest now =
                    host.pullRequests().find(listed.head(), listed.base()).orElse(listed);
            if (!now.headCommit().equals(leftover.tip())) {
                return false;
            }
            if (now.isOpen()) {
                close(now, leftover);
            }
        }
        return host.branches().delete(leftover.branch(), leftover.tip());
    }

    private void close(PullRequest pullRequest, Leftover leftover) {
        host.decisions()
                .close(
                        pullRequest,
                        new Note(
                                "cleaned up " + leftover.version(),
                                "Cleaned up, because nobody needs it any more; " + leftover.reason() + "."));
    }
}
