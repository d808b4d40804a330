package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.Hold;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.hosting.Check;
import io.evoforge.vcs.hosting.Merge;
import io.evoforge.vcs.hosting.MergeMethod;
import io.evoforge.vcs.hosting.Note;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.ModelText;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A version's way through its pull request. Keeps nothing between two calls. */
final class PullRequestDelivery {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final EvolutionPublisher publisher;
    private final PublisherSettings publishing;
    private final DeliverySettings settings;
    private final DeliveryHost host;
    private final @Nullable ReviewReply review;
    private final Clock clock;

    /** {@code review} is null if nobody reviewed the version. */
    PullRequestDelivery(
            EvolutionPublisher publisher,
            DeliverySettings settings,
            DeliveryHost host,
            @Nullable ReviewReply review,
            Clock clock) {
        this.review = review;
        this.publisher = publisher;
        this.publishing = publisher.settings();
        this.settings = settings;
        this.host = host;
        this.clock = clock;
    }

    DeliveryResult deliver(Evolution evolution) {
        BranchName branch = settings.branchOf(evolution.version());
        Optional<PullRequest> known =
                host.pullRequests().find(branch, publishing.branch()).filter(pull -> isOf(pull, evolution, branch));
        if (known.isPresent()) {
            return advance(evolution, known.get(), null);
        }
        Optional<CommitId> onBase = publisher.findPublished(evolution, publishing.branch());
        if (onBase.isPresent()) {
            return Delivery.tagged(publisher, host, evolution, onBase.get())
                    .orElseGet(() -> new DeliveryResult.Delivered(onBase.get(), null));
        }
        if (!publisher.isThere(publishing.branch())) {
            return new DeliveryResult.Held("There is no branch '" + publishing.branch()
                    + "' to propose " + evolution.version()
                    + " to. Make it with a first commit, such as a README, and push it; or set commit.branch to a"
                    + " branch that is there.");
        }
        return Delivery.published(
                publisher.publishBeside(evolution, branch), (commit, url) -> opened(evolution, branch));
    }

    /** Closes what is open of {@code evolution}, for {@code reason}. What was merged stays. */
    DeliveryResult withdraw(Evolution evolution, String reason) {
        BranchName branch = settings.branchOf(evolution.version());
        Optional<PullRequest> known =
                host.pullRequests().find(branch, publishing.branch()).filter(pull -> isOf(pull, evolution, branch));
        if (known.isEmpty()) {
            Optional<CommitId> beside = publisher.find(evolution, branch);
            if (settings.deleteBranch()) {
                beside.ifPresent(commit -> host.branches().delete(branch, commit));
            }
            return new DeliveryResult.Withdrawn(ModelText.line(reason, 300));
        }
        PullRequest pullRequest = known.get();
        if (!pullRequest.isOpen()) {
            return advance(evolution, pullRequest, null);
        }
        return publisher.holds(pullRequest.headCommit(), evolution)
                ? withdrawn(evolution, pullRequest, reason)
                : changed(evolution, pullRequest);
    }

    /** Whether a pull request is this adoption's: version numbers come again in other runs, adoptions do not. */
    private boolean isOf(PullRequest pullRequest, Evolution evolution, BranchName branch) {
        return pullRequest.body().contains(CommitMessage.trailer(evolution.id()).line())
                || publisher
                        .find(evolution, branch)
                        .filter(pullRequest.headCommit()::equals)
                        .isPresent();
    }

    private DeliveryResult opened(Evolution evolution, BranchName branch) {
        return propose(evolution, branch)
                .match(
                        opened -> advance(evolution, opened.pullRequest(), opened.warnings()),
                        adopted -> advance(evolution, adopted.pullRequest(), adopted.warnings()),
                        nothing -> new DeliveryResult.Waiting("the branch and its pull request settle", SOON),
                        rejected -> new DeliveryResult.Held(rejected.rejection().message()));
    }

    private ProposalOutcome propose(Evolution evolution, BranchName branch) {
        return host.pullRequests()
                .propose(new PullRequestProposal(
                        branch,
                        publishing.branch(),
                        settings.template().title(evolution, publishing.referencePsnrDb()),
                        settings.template().body(evolution, publishing.referencePsnrDb()),
                        host.labels(),
                        host.reviewers(),
                        host.draft()));
    }

    /**
     * The next steps.
     *
     * @param warnings what the proposal just made could not have; null if none was made in this call
     */
    private DeliveryResult advance(Evolution evolution, PullRequest pullRequest, @Nullable List<String> warnings) {
        return switch (pullRequest.state()) {
            case MERGED -> {
                CommitId merged = pullRequest.mergeCommit();
                yield merged == null
                        ? new DeliveryResult.Waiting("the merge of " + name(pullRequest) + " settles", SOON)
                        : merged(evolution, pullRequest, merged);
            }
            case CLOSED -> closed(evolution, pullRequest);
            case OPEN, DRAFT -> open(evolution, pullRequest, warnings);
        };
    }

    private DeliveryResult open(Evolution evolution, PullRequest pullRequest, @Nullable List<String> warnings) {
        CommitId head = pullRequest.headCommit();
        if (!publisher.holds(head, evolution)) {
            return changed(evolution, pullRequest);
        }
        DeliverySettings.CheckRules rules = settings.checks();
        List<Check> checks = host.checks().of(head);
        List<String> untaken = warnings == null ? List.of() : warnings;
        if (Delivery.own(checks, rules).isEmpty()) {
            if (warnings == null) {
                untaken = completed(evolution, pullRequest.head());
            }
            if (review != null) {
                host.decisions().post(pullRequest, ReviewNote.of(evolution, review));
            }
            // the last of the steps that open it, so that its absence says that some are missing
            Delivery.report(host, publishing, rules, evolution, head);
        }
        CheckVerdict verdict = CheckVerdict.of(checks, rules, pullRequest.openedAt(), clock.instant());
        return switch (verdict.kind()) {
            case RED -> withdrawn(evolution, pullRequest, "The checks are " + verdict.reason());
            case PENDING -> waiting(pullRequest, String.join(" ", with(untaken, verdict.reason())));
            case GREEN -> green(evolution, pullRequest);
        };
    }

    private static DeliveryResult changed(Evolution evolution, PullRequest pullRequest) {
        return new DeliveryResult.Held("Somebody changed the codec in " + name(pullRequest) + " (commit "
                + pullRequest.headCommit().shortHex() + "), so it is not the measured " + evolution.version()
                + " any more, and it is not overwritten. Merge or close " + pullRequest.page()
                + ", or take the change back.");
    }

    /** Labels and reviewers may be missing where an earlier process ended; what the host did not take is told. */
    private List<String> completed(Evolution evolution, BranchName branch) {
        return propose(evolution, branch)
                .match(
                        opened -> opened.warnings(),
                        adopted -> adopted.warnings(),
                        nothing -> List.of(),
                        rejected -> List.of());
    }

    private static List<String> with(List<String> warnings, String reason) {
        List<String> all = new ArrayList<>();
        all.add(warnings.isEmpty() ? reason : reason + ".");
        all.addAll(warnings);
        return all;
    }

    private DeliveryResult green(Evolution evolution, PullRequest pullRequest) {
        MergeMethod method = settings.merge();
        if (pullRequest.state() == PullRequest.State.DRAFT) {
            return waiting(pullRequest, "a person has to mark the draft as ready");
        }
        if (method == null) {
            return waiting(pullRequest, "a person has to merge it");
        }
        Optional<Hold> inTheWay = publisher.inTheWay(evolution);
        if (inTheWay.isPresent()) {
            return new DeliveryResult.Held(inTheWay.get().message()); // git might well merge the two, unmeasured
        }
        // a squashed commit keeps the message with its trailers, by which versions are found again
        String[] message =
                method == MergeMethod.SQUASH ? Delivery.message(evolution, publishing) : new String[] {"", ""};
        return host.decisions()
                .merge(pullRequest, new Merge(method, pullRequest.headCommit(), message[0], message[1]))
                .match(
                        merged -> merged(evolution, pullRequest, merged.commit()),
                        moved -> new DeliveryResult.Waiting(moved.message(), SOON),
                        conflicting -> new DeliveryResult.Held(conflicting.message()),
                        notYet -> waiting(pullRequest, notYet.message()));
    }

    private DeliveryResult merged(Evolution evolution, PullRequest pullRequest, CommitId commit) {
        Optional<DeliveryResult> tagTaken = Delivery.tagged(publisher, host, evolution, commit);
        deleteBranch(pullRequest);
        return tagTaken.orElseGet(() -> new DeliveryResult.Delivered(commit, pullRequest.page()));
    }

    private DeliveryResult withdrawn(Evolution evolution, PullRequest pullRequest, String reason) {
        String harmless = ModelText.line(reason, 300);
        PullRequest now = host.decisions()
                .close(
                        pullRequest,
                        new Note(
                                marker(evolution),
                                ModelText.markdown(harmless, 600) + ". " + evolution.version()
                                        + " is withdrawn; the next version begins from the one before it."));
        if (now.state() == PullRequest.State.MERGED) {
            return advance(evolution, now, null);
        }
        deleteOwnBranch(evolution, pullRequest);
        return new DeliveryResult.Withdrawn(harmless);
    }

    private DeliveryResult closed(Evolution evolution, PullRequest pullRequest) {
        String reason = host.decisions()
                .comment(pullRequest, marker(evolution))
                .map(text -> ModelText.line(text, 300))
                .orElse(name(pullRequest) + " was closed by somebody without a merge");
        deleteOwnBranch(evolution, pullRequest);
        return new DeliveryResult.Withdrawn(reason);
    }

    /** What somebody added to the branch is nowhere else, so the branch stays with it. */
    private void deleteOwnBranch(Evolution evolution, PullRequest pullRequest) {
        boolean isOurs = settings.deleteBranch()
                && publisher
                        .newest(pullRequest.head())
                        .filter(newest -> evolution.id().equals(newest.id())
                                && pullRequest.headCommit().equals(newest.commit()))
                        .isPresent();
        if (isOurs) {
            deleteBranch(pullRequest);
        }
    }

    private void deleteBranch(PullRequest pullRequest) {
        if (settings.deleteBranch()) {
            host.branches().delete(pullRequest.head(), pullRequest.headCommit());
        }
    }

    private DeliveryResult waiting(PullRequest pullRequest, String reason) {
        return new DeliveryResult.Waiting(
                name(pullRequest) + " waits: " + reason, settings.checks().poll());
    }

    private static String marker(Evolution evolution) {
        return "withdrawn " + evolution.id();
    }

    private static String name(PullRequest pullRequest) {
        return "pull request " + pullRequest.number();
    }
}
