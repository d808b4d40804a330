package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.hosting.Merge;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.ModelText;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rollback's way through a pull request: the same checks and the same merge as a version's. Keeps nothing between two
 * calls. Its branch names both versions, so that going back from another one is another pull request.
 */
final class RollbackDelivery {
    private static final int LONGEST_REASON = 500;

    private final EvolutionPublisher publisher;
    private final DeliverySettings settings;
    private final DeliveryHost host;
    private final Clock clock;
    private final BranchName base;

    RollbackDelivery(EvolutionPublisher publisher, DeliverySettings settings, DeliveryHost host, Clock clock) {
        this.publisher = publisher;
        this.settings = settings;
        this.host = host;
        this.clock = clock;
        this.base = publisher.settings().branch();
    }

    DeliveryResult rollback(EvolutionVersion from, EvolutionVersion to, String reason) {
        BranchName branch = settings.rollbackBranch(from, to);
        Optional<PullRequest> open = host.pullRequests().find(branch, base).filter(PullRequest::isOpen);
        if (open.isPresent()) {
            return advance(open.get(), to);
        }
        return Delivery.published(
                publisher.rollbackBeside(to, branch, reason), (commit, url) -> proposed(from, to, branch, reason));
    }

    private DeliveryResult proposed(EvolutionVersion from, EvolutionVersion to, BranchName branch, String reason) {
        return host.pullRequests()
                .propose(new PullRequestProposal(
                        branch,
                        base,
                        "Codec rollback - " + from + " to " + to,
                        "Takes the codec back from " + from + " to the source of " + to + ": "
                                + ModelText.markdown(reason, LONGEST_REASON)
                                + "\n\nThe history stays as it is; the metrics keep what was measured.\n\n"
                                + trailers(branch),
                        host.labels(),
                        host.reviewers(),
                        host.draft()))
                .match(
                        opened -> advance(opened.pullRequest(), to),
                        adopted -> advance(adopted.pullRequest(), to),
                        nothing -> new DeliveryResult.Waiting(
                                "the rollback's branch settles",
                                settings.checks().poll()),
                        rejected -> new DeliveryResult.Held(rejected.rejection().message()));
    }

    /** Those of the commit, so that they are not lost where a squashed one gets its message from the pull request. */
    private String trailers(BranchName branch) {
        return publisher.commits(branch).stream()
                .limit(1)
                .flatMap(commit -> Trailer.in(commit.message()).stream())
                .map(Trailer::line)
                .collect(Collectors.joining("\n"));
    }

    private DeliveryResult advance(PullRequest pullRequest, EvolutionVersion to) {
        CheckVerdict verdict = CheckVerdict.of(
                host.checks().of(pullRequest.headCommit()), settings.checks(), pullRequest.openedAt(), clock.instant());
        return switch (verdict.kind()) {
            case RED ->
                new DeliveryResult.Held("The checks of the rollback to " + to + " are "
                        + ModelText.line(verdict.reason(), 300)
                        + ". A rollback is not taken back by itself: look at " + pullRequest.page() + ".");
            case PENDING -> waiting(pullRequest, verdict.reason());
            case GREEN -> green(pullRequest, to);
        };
    }

    private DeliveryResult green(PullRequest pullRequest, EvolutionVersion to) {
        MergeMethod method = settings.merge();
        if (pullRequest.state() == PullRequest.State.DRAFT) {
            return waiting(pullRequest, "a person has to mark the draft as ready");
        }
        if (method == null) {
            return waiting(pullRequest, "a person has to merge it");
        }
        List<CommitSummary> commits = publisher.commits(pullRequest.head());
        int rollback = indexOfRollback(commits, to);
        if (rollback < 0 || !publisher.source(pullRequest.headCommit()).equals(publisher.source(to))) {
            return held(
                    pullRequest,
                    "Somebody changed the codec in it (commit "
                            + pullRequest.headCommit().shortHex() + "), so it does not go back to " + to
                            + " any more. Merge or close it, or take the change back.");
        }
        CommitId begin = commits.get(rollback + 1).id();
        CommitId tip = publisher.commits(base).get(0).id();
        return publisher.source(tip).equals(publisher.source(begin))
                ? merge(pullRequest, method, commits.get(rollback))
                : held(
                        pullRequest,
                        "Somebody changed the codec on '" + base + "' since it was opened, and a merge could join the"
                                + " two into something that nobody measured. Take the change back; or close it, delete"
                                + " its branch and go back again, which gives the change up.");
    }

    /** Where the commit is that goes back, with what it began at behind it; -1 if it is not there any more. */
    private static int indexOfRollback(List<CommitSummary> commits, EvolutionVersion to) {
        for (int i = 0; i < commits.size() - 1; i++) {
            boolean isRollback = CommitMessage.read(commits.get(i))
                    .filter(one -> one.id() == null && one.version().equals(to))
                    .isPresent();
            if (isRollback) {
                return i;
            }
        }
        return -1;
    }

    private DeliveryResult merge(PullRequest pullRequest, MergeMethod method, CommitSummary rollback) {
        CommitId head = pullRequest.headCommit();
        List<String> parts = List.of(rollback.message().split("\n\n", 2));
        boolean squashed = method == MergeMethod.SQUASH;
        return host.decisions()
                .merge(pullRequest, new Merge(method, head, squashed ? parts.get(0) : "", squashed ? parts.get(1) : ""))
                .match(
                        merged -> {
                            if (settings.deleteBranch()) {
                                host.branches().delete(pullRequest.head(), head);
                            }
                            return new DeliveryResult.Delivered(merged.commit(), pullRequest.page());
                        },
                        moved -> waiting(pullRequest, moved.message()),
                        conflicting -> new DeliveryResult.Held(conflicting.message()),
                        notYet -> waiting(pullRequest, notYet.message()));
    }

    private static DeliveryResult held(PullRequest pullRequest, String reason) {
        return new DeliveryResult.Held(name(pullRequest) + " is not merged. " + reason);
    }

    private DeliveryResult waiting(PullRequest pullRequest, String reason) {
        return new DeliveryResult.Waiting(
                name(pullRequest) + " waits: " + reason, settings.checks().poll());
    }

    private static String name(PullRequest pullRequest) {
        return "pull request " + pullRequest.number() + " (" + pullRequest.page() + ")";
    }
}
