package io.evoforge.tools;

import io.evoforge.core.evaluation.Headline;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.tools.ToolRefusal.Reason;
import io.evoforge.tools.run.RunView;
import io.evoforge.vcs.CommitResult;
import io.evoforge.vcs.CommitStrategy;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublicationResult;
import io.evoforge.vcs.delivery.DeliveryPolicy;
import io.evoforge.vcs.hosting.ProposalOutcome;
import io.evoforge.vcs.hosting.PullRequest;
import io.evoforge.vcs.hosting.PullRequestProposal;
import io.evoforge.vcs.hosting.PullRequests;
import io.evoforge.vcs.message.ProposalTemplate;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations that write to the repository. The caller sees to it that they go one after the other. */
final class Publishing {
    private final ToolContext context;

    Publishing(ToolContext context) {
        this.context = context;
    }

    /** A version with its commit, as a publisher's answer gave it. */
    private record Placed(
            Evolution evolution,
            CommitId commit,
            boolean isNew,
            boolean pushed,
            @Nullable URI url) {}

    ToolResult<CommitReport> commit() {
        boolean goesFurther = context.settings().strategy() == CommitStrategy.LOCAL || !isDirect();
        return goesFurther ? commitAndPush() : inOrder(this::commitOnly);
    }

    ToolResult<CommitReport> commitAndPush() {
        return inOrder(isDirect() ? this::publish : this::deliver);
    }

    /** Whether a version is where it belongs once it is committed and pushed. */
    private boolean isDirect() {
        return context.delivery().get().settings().policy() == DeliveryPolicy.DIRECT;
    }

    private interface Step {
        ToolResult<Placed> take(EvolutionPublisher publisher, Evolution evolution);
    }

    private ToolResult<CommitReport> inOrder(Step step) {
        RunView run = context.run().refresh();
        Optional<Evolution> champion = run.champion();
        if (champion.isEmpty()) {
            return ToolResult.refused(
                    Reason.NOTHING_TO_DO,
                    "There is nothing to commit: no run was begun yet. Begin one with `evoforge evolve`.");
        }
        List<Evolution> due = run.pending();
        if (due.isEmpty()) {
            due = List.of(champion.get());
        }
        List<EvolutionVersion> before = new ArrayList<>();
        EvolutionPublisher publisher = context.publisher().get();
        ToolResult<Placed> placed = taken(step, publisher, due.get(0));
        for (Evolution next : due.subList(1, due.size())) {
            Optional<Placed> done = placed.answer();
            if (done.isEmpty()) {
                break; // what comes after it waits: the history keeps its order
            }
            before.add(done.get().evolution().version());
            placed = taken(step, publisher, next);
        }
        return placed.match(
                done -> ToolResult.done(report(done, before)),
                refusal -> ToolResult.refused(refusal.reason(), refusal.message()));
    }

    private ToolResult<Placed> taken(Step step, EvolutionPublisher publisher, Evolution evolution) {
        return context.objection()
                .apply(evolution)
                .map(objection -> ToolResult.<Placed>refused(Reason.FORBIDDEN, objection))
                .orElseGet(() -> step.take(publisher, evolution));
    }

    private ToolResult<Placed> commitOnly(EvolutionPublisher publisher, Evolution evolution) {
        CommitResult result = publisher.commit(evolution);
        return result.match(
                committed -> ToolResult.done(new Placed(evolution, committed.commit(), true, false, null)),
                there -> ToolResult.done(new Placed(evolution, there.commit(), false, false, null)),
                held -> Refusals.held(held.hold()),
                rejected -> Refusals.rejected(rejected.rejection()));
    }

    private ToolResult<Placed> publish(EvolutionPublisher publisher, Evolution evolution) {
        PublicationResult result = publisher.publish(evolution);
        boolean known = context.run().commit(evolution.version()).isPresent();
        return result.match(
                published -> {
                    keep(evolution, published.commit(), known);
                    return ToolResult.done(
                            new Placed(evolution, published.commit(), true, published.pushed(), published.url()));
                },
                already -> {
                    keep(evolution, already.commit(), known);
                    return ToolResult.done(
                            new Placed(evolution, already.commit(), !known, already.pushed(), already.url()));
                },
                held -> Refusals.held(held.hold()),
                rejected -> Refusals.rejected(rejected.rejection()));
    }

    private ToolResult<Placed> deliver(EvolutionPublisher publisher, Evolution evolution) {
        Optional<CommitId> known = context.run().commit(evolution.version());
        if (known.isPresent()) {
            // its delivery is over: what its checks say by now takes nothing back
            return ToolResult.done(new Placed(evolution, known.get(), false, true, null));
        }
        return context.delivery()
                .get()
                .deliver(evolution)
                .match(
                        delivered -> {
                            keep(evolution, delivered.commit(), false);
                            return ToolResult.done(
                                    new Placed(evolution, delivered.commit(), true, true, delivered.url()));
                        },
                        waiting -> ToolResult.refused(
                                Reason.WAITING, evolution.version() + " is under way: " + waiting.reason()),
                        held -> ToolResult.refused(Reason.FORBIDDEN, held.reason()),
                        withdrawn -> ToolResult.refused(
                                Reason.FORBIDDEN,
                                evolution.version() + " was turned down: " + withdrawn.reason()
                                        + ". The run goes back to the version before it when it goes on: `evoforge"
                                        + " evolve --resume`."));
    }

    private void keep(Evolution evolution, CommitId commit, boolean known) {
        if (!known) {
            context.control()
                    .keep(List.of(new RunEvent.Published(
                            evolution.version(), commit, context.clock().instant())));
        }
    }

    ToolResult<PushReport> push() {
        if (context.settings().strategy() == CommitStrategy.LOCAL) {
            return ToolResult.refused(
                    Reason.NOT_CONFIGURED,
                    "There is no remote to push to, because commit.strategy is 'local'. Set commit.strategy to 'push'"
                            + " and commit.remote to the URL of your repository.");
        }
        BranchName branch = context.settings().branch();
        return context.publisher()
                .get()
                .push(branch)
                .match(
                        pushed -> ToolResult.done(new PushReport(branch, pushed.tip(), true)),
                        upToDate -> ToolResult.done(new PushReport(branch, upToDate.tip(), false)),
                        held -> Refusals.held(held.hold()),
                        rejected -> Refusals.rejected(rejected.rejection()));
    }

    ToolResult<CommitReport> rollback(EvolutionVersion version, String reason) {
        if (!isDirect()) {
            return context.delivery()
                    .get()
                    .rollback(version, reason)
                    .match(
                            delivered -> ToolResult.done(
                                    rolledBack(version, delivered.commit(), true, true, delivered.url())),
                            waiting -> ToolResult.refused(
                                    Reason.WAITING,
                                    "The rollback to " + version + " is under way: " + waiting.reason()
                                            + ". Ask again with the same command to go on."),
                            held -> ToolResult.refused(Reason.FORBIDDEN, held.reason()),
                            withdrawn -> ToolResult.refused(Reason.FORBIDDEN, withdrawn.reason()));
        }
        PublicationResult result = context.publisher().get().rollback(version, reason);
        return result.match(
                published -> ToolResult.done(
                        rolledBack(version, published.commit(), true, published.pushed(), published.url())),
                already ->
                        ToolResult.done(rolledBack(version, already.commit(), false, already.pushed(), already.url())),
                held -> Refusals.held(held.hold()),
                rejected -> Refusals.rejected(rejected.rejection()));
    }

    private CommitReport rolledBack(
            EvolutionVersion version, CommitId commit, boolean isNew, boolean pushed, @Nullable URI url) {
        return new CommitReport(
                version,
                commit,
                context.settings().branch(),
                isNew,
                pushed,
                url == null ? url(commit) : url,
                List.copyOf(context.settings().paths().of(version)),
                null,
                null,
                null,
                List.of());
    }

    ToolResult<PullRequestReport> openPullRequest() {
        PullRequests host = context.pullRequests();
        if (host == null) {
            return ToolResult.refused(
                    Reason.NOT_CONFIGURED,
                    "Pull requests are not configured here. Set commit.strategy to 'pull-request', which needs a"
                            + " repository on GitHub.");
        }
        Optional<Evolution> champion = context.run().refresh().champion();
        if (champion.isEmpty()) {
            return ToolResult.refused(Reason.NOTHING_TO_DO, "There is no version yet to open a pull request for.");
        }
        Evolution evolution = champion.get();
        Optional<String> objection = context.objection().apply(evolution);
        if (objection.isPresent()) {
            return ToolResult.refused(Reason.FORBIDDEN, objection.get());
        }
        BranchName base = context.settings().branch();
        if (context.publisher().get().find(evolution, base).isPresent()) {
            return ToolResult.refused(
                    Reason.NOTHING_TO_DO,
                    "'" + base + "' already has everything of " + evolution.version()
                            + ", so there is nothing to review.");
        }
        BranchName head = context.delivery().get().settings().branchOf(evolution.version());
        PublicationResult placed = context.publisher().get().publishBeside(evolution, head);
        return placed.match(
                published -> propose(host, evolution, head),
                already -> propose(host, evolution, head),
                held -> Refusals.held(held.hold()),
                rejected -> Refusals.rejected(rejected.rejection()));
    }

    private ToolResult<PullRequestReport> propose(PullRequests host, Evolution evolution, BranchName head) {
        ProposalTemplate template = context.delivery().get().settings().template();
        ProposalOutcome outcome = host.propose(new PullRequestProposal(
                head,
                context.settings().branch(),
                template.title(evolution, context.settings().referencePsnrDb()),
                template.body(evolution, context.settings().referencePsnrDb()),
                List.of(),
                List.of(),
                false));
        return outcome.match(
                opened -> ToolResult.done(report(evolution, opened.pullRequest(), true, opened.warnings())),
                adopted -> ToolResult.done(report(evolution, adopted.pullRequest(), false, adopted.warnings())),
                nothing -> ToolResult.refused(
                        Reason.NOTHING_TO_DO,
                        "'" + context.settings().branch() + "' already has everything of " + evolution.version()
                                + ", so there is nothing to review."),
                rejected -> Refusals.rejected(rejected.rejection()));
    }

    private static PullRequestReport report(
            Evolution evolution, PullRequest pullRequest, boolean isNew, List<String> warnings) {
        return new PullRequestReport(
                evolution.version(),
                pullRequest.number(),
                pullRequest.page(),
                pullRequest.head(),
                pullRequest.base(),
                isNew,
                warnings);
    }

    private CommitReport report(Placed placed, List<EvolutionVersion> before) {
        Evolution evolution = placed.evolution();
        Headline headline =
                evolution.evidence().training().headline(context.settings().referencePsnrDb());
        Comparison comparison = evolution.evidence().trainingComparison();
        return new CommitReport(
                evolution.version(),
                placed.commit(),
                context.settings().branch(),
                placed.isNew(),
                placed.pushed(),
                placed.url() == null && placed.pushed() ? url(placed.commit()) : placed.url(),
                List.copyOf(context.settings().paths().of(evolution.version())),
                headline.bitrate().megabitsPerSecond(),
                headline.compressionRatio(),
                comparison == null ? null : -comparison.meanBdRatePercent(),
                before);
    }

    /** The page of a commit, or null if the host is not known to have one. */
    @Nullable
    URI url(CommitId commit) {
        URI repository = context.settings().webUrl();
        return repository == null
                ? null
                : URI.create(repository.toString().replaceFirst("/+$", "") + "/commit/" + commit.hex());
    }
}
