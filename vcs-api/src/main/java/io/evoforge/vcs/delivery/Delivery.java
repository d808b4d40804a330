package io.evoforge.vcs.delivery;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.review.ReviewReply;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.EvolutionPublisher;
import io.evoforge.vcs.PublicationResult;
import io.evoforge.vcs.PublisherSettings;
import io.evoforge.vcs.hosting.Check;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.Improvement;
import io.evoforge.vcs.message.ModelText;
import io.evoforge.vcs.message.ProposalText;
import io.evoforge.vcs.message.RecordedEvolution;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings versions where the policy wants them, a step at each call: looks how things stand, does what is next, and says
 * whether to ask again. It keeps nothing. All it decides on is read from the repository and its host, so a process that ends
 * between any two requests, and another one that goes on, make one branch, one pull request, one merge and one tag.
 *
 * <p>Not for several threads at once. Every method passes on the {@link VersionControlException} of the repository and its
 * host; calling again later is always safe.
 */
public final class Delivery {
    /** How far back the base branch is looked at, in commits. */
    private static final int HISTORY = 200;

    private final EvolutionPublisher publisher;
    private final DeliverySettings settings;
    private final @Nullable DeliveryHost host;
    private final Clock clock;

    /**
     * Delivery by {@code publisher}.
     *
     * @param host what the policies with checks and pull requests need; null if there is none
     * @param clock what time it is at the host, by which checks are late
     * @throws IllegalArgumentException if the policy or releases need a host and there is none
     */
    public Delivery(EvolutionPublisher publisher, DeliverySettings settings, @Nullable DeliveryHost host, Clock clock) {
        if (settings.needsHost() && host == null) {
            throw new IllegalArgumentException(
                    "delivery policy '"
                            + settings.policy().configurationName()
                            + (settings.releases() ? "' with releases" : "'")
                            + " needs a host with checks and pull requests, which there is not; choose 'direct' without releases");
        }
        this.publisher = publisher;
        this.settings = settings;
        this.host = host;
        this.clock = clock;
    }

    /** Takes the next steps for {@code evolution}, as far as they can be taken now. */
    public DeliveryResult deliver(Evolution evolution) {
        return deliver(evolution, null);
    }

    /**
     * As the other, with a model's review, which is posted where there is a pull request, once. It decides nothing here.
     *
     * @param review null if nobody reviewed the version; its texts are untrusted
     */
    public DeliveryResult deliver(Evolution evolution, @Nullable ReviewReply review) {
        DeliveryResult result = delivered(evolution, review);
        if (settings.releases() && result instanceof DeliveryResult.Delivered there) {
            publisher
                    .tag(evolution)
                    .ifPresent(tag -> host().releases()
                            .release(
                                    tag.name(),
                                    there.commit(),
                                    message(evolution, publisher.settings())[0],
                                    ProposalText.body(
                                            evolution, publisher.settings().referencePsnrDb())));
        }
        return result;
    }

    private DeliveryResult delivered(Evolution evolution, @Nullable ReviewReply review) {
        return switch (settings.policy()) {
            case DIRECT ->
                published(publisher.publish(evolution), (commit, url) -> new DeliveryResult.Delivered(commit, url));
            case BRANCH_PER_EVOLUTION ->
                published(
                        publisher.publishBeside(evolution, settings.branchOf(evolution.version())),
                        (commit, url) -> new DeliveryResult.Delivered(commit, url));
            case DIRECT_WITH_CHECKS -> {
                PublicationResult result = publisher.publish(evolution);
                yield published(result, (commit, url) -> checked(evolution, commit, url, takenBackBy(result)));
            }
            case PULL_REQUEST -> new PullRequestDelivery(publisher, settings, host(), review, clock).deliver(evolution);
        };
    }

    /**
     * Takes back {@code evolution}, which was turned down after its delivery had perhaps begun. What was opened is closed with
     * the reason; what the branch has is taken back by a new commit where the policy waits for checks. A version that was
     * delivered stays.
     *
     * @param reason why, for a person; untrusted text
     * @return {@link DeliveryResult.Withdrawn} if the branch does not have it, or not any more
     */
    public DeliveryResult withdraw(Evolution evolution, String reason) {
        return switch (settings.policy()) {
            case DIRECT -> givenUp(publisher.giveUp(evolution), reason);
            case BRANCH_PER_EVOLUTION ->
                givenUp(publisher.giveUp(evolution, settings.branchOf(evolution.version())), reason);
            case DIRECT_WITH_CHECKS ->
                publisher.giveUp(evolution).isPresent()
                        ? rolledBack(evolution, ModelText.line(reason, 300))
                        : new DeliveryResult.Withdrawn(ModelText.line(reason, 300));
            case PULL_REQUEST ->
                new PullRequestDelivery(publisher, settings, host(), null, clock).withdraw(evolution, reason);
        };
    }

    private static DeliveryResult givenUp(Optional<CommitId> tooLate, String reason) {
        return tooLate.<DeliveryResult>map(commit -> new DeliveryResult.Delivered(commit, null))
                .orElseGet(() -> new DeliveryResult.Withdrawn(ModelText.line(reason, 300)));
    }

    /**
     * Goes back to the source of an earlier version, by a new commit as {@link EvolutionPublisher#rollback} does, or where
     * the policy is {@link DeliveryPolicy#PULL_REQUEST} or {@link DeliveryPolicy#BRANCH_PER_EVOLUTION}, on a branch of its
     * own. Calling again takes the next steps; what was reached is found, not repeated.
     *
     * @param reason why, for a person; untrusted text
     * @throws VersionControlException {@code NOT_FOUND} if no commit on the branch holds that version
     */
    public DeliveryResult rollback(EvolutionVersion to, String reason) {
        if (settings.policy() != DeliveryPolicy.PULL_REQUEST
                && settings.policy() != DeliveryPolicy.BRANCH_PER_EVOLUTION) {
            return published(publisher.rollback(to, reason), DeliveryResult.Delivered::new);
        }
        Optional<RecordedEvolution> newest =
                publisher.history(HISTORY).stream().filter(publisher::isOurs).findFirst();
        if (newest.isEmpty()) {
            return published(publisher.rollback(to, reason), DeliveryResult.Delivered::new); // says that there is none
        }
        EvolutionVersion from = newest.get().version();
        if (from.equals(to) && isUnchanged(newest.get())) {
            return new DeliveryResult.Delivered(newest.get().commit(), null);
        }
        return settings.policy() == DeliveryPolicy.PULL_REQUEST
                ? new RollbackDelivery(publisher, settings, host(), clock).rollback(from, to, reason)
                : published(
                        publisher.rollbackBeside(to, settings.rollbackBranch(from, to), reason),
                        DeliveryResult.Delivered::new);
    }

    /** Whether the branch still has what its newest version wrote. */
    private boolean isUnchanged(RecordedEvolution newest) {
        CommitId tip = publisher.commits(publisher.settings().branch()).get(0).id();
        return publisher
                .source(tip)
                .filter(source -> source.sha256().equals(newest.source()))
                .isPresent();
    }

    /** How this delivers. */
    public DeliverySettings settings() {
        return settings;
    }

    /** What an unsuccessful publication is, and {@code next} for a successful one. */
    static DeliveryResult published(
            PublicationResult result, BiFunction<CommitId, @Nullable URI, DeliveryResult> next) {
        return result.match(
                published -> next.apply(published.commit(), published.url()),
                already -> next.apply(already.commit(), already.url()),
                held -> new DeliveryResult.Held(held.hold().message()),
                rejected -> new DeliveryResult.Held(rejected.rejection().message()));
    }

    private static @Nullable CommitId takenBackBy(PublicationResult result) {
        return result instanceof PublicationResult.AlreadyPublished already ? already.takenBackBy() : null;
    }

    private DeliveryResult checked(
            Evolution evolution, CommitId commit, @Nullable URI url, @Nullable CommitId takenBackBy) {
        DeliverySettings.CheckRules rules = settings.checks();
        List<Check> checks = host().checks().of(commit);
        Optional<Check> own = own(checks, rules);
        if (own.isEmpty()) {
            report(host(), publisher.settings(), rules, evolution, commit);
        }
        Instant since = own.map(Check::reportedAt).orElseGet(clock::instant);
        CheckVerdict verdict = CheckVerdict.of(checks, rules, since, clock.instant());
        if (takenBackBy != null && verdict.kind() != CheckVerdict.Kind.RED) {
            return new DeliveryResult.Withdrawn( // checks may turn green after they were red or late
                    evolution.version() + " was taken back by commit " + takenBackBy.shortHex());
        }
        return switch (verdict.kind()) {
            case GREEN -> new DeliveryResult.Delivered(commit, url);
            case PENDING ->
                new DeliveryResult.Waiting(
                        "waits for the checks of commit " + commit.shortHex() + "; " + verdict.reason(), rules.poll());
            case RED ->
                rolledBack(
                        evolution,
                        ModelText.line("The checks of " + evolution.version() + " are " + verdict.reason(), 300));
        };
    }

    /** Goes back to what the branch had before, unless somebody built on this version meanwhile. */
    private DeliveryResult rolledBack(Evolution evolution, String reason) {
        String version = evolution.version().toString();
        List<RecordedEvolution> history = publisher.history(HISTORY);
        int at = -1;
        for (int i = 0; i < history.size(); i++) {
            if (evolution.id().equals(history.get(i).id())) {
                at = i;
            }
        }
        List<RecordedEvolution> later = history.subList(0, Math.max(at, 0)).stream()
                .filter(publisher::isOurs)
                .toList();
        if (!later.isEmpty()
                && evolution.version().equals(later.get(later.size() - 1).rollbackOf())) {
            return new DeliveryResult.Withdrawn(reason);
        }
        Optional<RecordedEvolution> before = history.subList(at + 1, history.size()).stream()
                .filter(publisher::isOurs)
                .findFirst();
        if (at < 0 || !later.isEmpty() || before.isEmpty()) {
            return new DeliveryResult.Held(reason + ". " + version + " is not rolled back by itself, because "
                    + (later.isEmpty()
                            ? "there is no version before it to go back to"
                            : "other versions were built on it")
                    + ". Use `evoforge rollback`, or repair what is red and run the checks again.");
        }
        return published(
                publisher.takeBack(evolution, before.get().version(), reason),
                (commit, url) -> new DeliveryResult.Withdrawn(reason));
    }

    static Optional<Check> own(List<Check> checks, DeliverySettings.CheckRules rules) {
        return checks.stream().filter(check -> check.name().equals(rules.own())).findFirst();
    }

    /** Puts the measurement on the commit, as a check that is green: it was adopted for it. */
    static void report(
            DeliveryHost host,
            PublisherSettings publishing,
            DeliverySettings.CheckRules rules,
            Evolution evolution,
            CommitId commit) {
        String summary = evolution.isSeed() ? "The codec to evolve from" : Improvement.describe(evolution);
        host.checks()
                .report(
                        commit,
                        new Check(rules.own(), Check.State.PASSED, summary, null),
                        ProposalText.body(evolution, publishing.referencePsnrDb()));
    }

    /** The message of the version's commit, as title and rest. */
    static String[] message(Evolution evolution, PublisherSettings publishing) {
        String[] parts =
                CommitMessage.of(evolution, publishing.referencePsnrDb()).split("\n\n", 2);
        return parts.length == 2 ? parts : new String[] {parts[0], ""};
    }

    /** The tag of a version, put where the branch got it; empty if all is well. */
    static Optional<DeliveryResult> tagged(
            EvolutionPublisher publisher, DeliveryHost host, Evolution evolution, CommitId commit) {
        Optional<Tag> tag = publisher.tag(evolution);
        if (tag.isEmpty()) {
            return Optional.empty();
        }
        CommitId there = host.tags()
                .tag(tag.get(), commit, publisher.settings().identity().at(evolution.adoptedAt()));
        return there.equals(commit)
                ? Optional.empty()
                : Optional.of(
                        new DeliveryResult.Held("The tag '" + tag.get().name() + "' exists already and names commit "
                                + there.shortHex() + ", not " + commit.shortHex() + ", which is " + evolution.version()
                                + ". Remove the tag, or set commit.tags to 'none'."));
    }

    private DeliveryHost host() {
        if (host == null) {
            throw new IllegalStateException("the constructor demands a host");
        }
        return host;
    }
}
