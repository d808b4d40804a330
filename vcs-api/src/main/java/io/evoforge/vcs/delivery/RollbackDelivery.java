package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.hosting.Merge;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
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
        return publisher.message(branch).map(Trailer::in).orElse(List.of()).stream()
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
            case GREEN -> green(pullRequest);
        };
    }

    private DeliveryResult green(PullRequest pullRequest) {
        if (pullRequest.state() == PullRequest.State.DRAFT) {
            return waiting(pullRequest, "a person has to mark the draft as ready");
        }
        if (settings.merge() == null) {
            return waiting(pullRequest, "a person has to merge it");
        }
        CommitId head = pullRequest.headCommit();
        String message = publisher.message(pullRequest.head()).orElse("");
        List<String> parts = List.of(message.split("\n\n", 2));
        boolean squashed = settings.merge() == MergeMethod.SQUASH && parts.size() == 2;
        return host.decisions()
                .merge(
                        pullRequest,
                        new Merge(settings.merge(), head, squashed ? parts.get(0) : "", squashed ? parts.get(1) : ""))
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

    private DeliveryResult waiting(PullRequest pullRequest, String reason) {
        return new DeliveryResult.Waiting(
                "pull request " + pullRequest.number() + " (" + pullRequest.page() + ") waits: " + reason,
                settings.checks().poll());
    }
}
