package io.evoforge.vcs;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.files.EvolutionFiles;
import io.evoforge.vcs.guard.ChangesetGuard;
import io.evoforge.vcs.guard.SecretScanner;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvolution;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings adopted versions into the repository, each exactly once: before a commit is made, the history is asked whether
 * this adoption has one, and a commit has no date but the adoption's, so that a repeated call, after a lost reply or a
 * restart, finds or makes the very same commit.
 *
 * <p>Nobody's work is overwritten: a source that no commit of ours wrote, and a file that cannot be read as ours, hold
 * the publication until a person has looked. Nothing is written before every guard has seen it: paths, sizes, secrets.
 *
 * <p>Safe for use by several threads; commits and pushes go one after the other. Every method passes on the {@link
 * VersionControlException} of the repository; calling again later is always safe.
 */
public final class EvolutionPublisher {
    private static final int COMMITS_LOOKED_AT = 200;
    private static final int EVOLUTIONS_SHOWN = 10;

    private final VersionControl versionControl;
    private final PublisherSettings settings;
    private final Clock clock;
    private final EvolutionFiles files;
    private final VersionCommits commits;
    private final @Nullable Proposals proposals;

    /**
     * A publisher into {@code versionControl} that knows secrets by their form only.
     *
     * @throws IllegalArgumentException if the settings ask for pull requests, which need a host that has them
     */
    public EvolutionPublisher(VersionControl versionControl, PublisherSettings settings, Clock clock) {
        this(versionControl, settings, clock, new SecretScanner());
    }

    /**
     * A publisher into {@code versionControl} that commits nothing in which {@code secrets} finds one.
     *
     * @throws IllegalArgumentException if the settings ask for pull requests, which need a host that has them
     */
    public EvolutionPublisher(
            VersionControl versionControl, PublisherSettings settings, Clock clock, SecretScanner secrets) {
        this(versionControl, settings, clock, secrets, null);
    }

    /**
     * A publisher that can also propose versions for review.
     *
     * @param proposals where and how, or null if the host has no pull requests
     * @throws IllegalArgumentException if the settings ask for pull requests and there are no proposals
     */
    public EvolutionPublisher(
            VersionControl versionControl,
            PublisherSettings settings,
            Clock clock,
            SecretScanner secrets,
            @Nullable Proposals proposals) {
        if (settings.strategy() == CommitStrategy.PULL_REQUEST && proposals == null) {
            throw new IllegalArgumentException("commit strategy 'pull-request' needs a host with pull requests, which"
                    + " this publisher was not given; choose 'push'");
        }
        this.versionControl = versionControl;
        this.settings = settings;
        this.clock = clock;
        this.proposals = proposals;
        this.files = new EvolutionFiles(settings.paths(), settings.referencePsnrDb());
        this.commits = new VersionCommits(
                versionControl,
                settings,
                files,
                new ChangesetGuard(settings.pathPolicy(), settings.fileSizeLimit(), secrets));
    }

    /** Makes the commit of {@code evolution} on the configured branch, if it does not exist. */
    public synchronized CommitResult commit(Evolution evolution) {
        return commits.commit(evolution, settings.branch());
    }

    /** Brings every commit made here to the remote {@code branch}. Never forces. */
    public synchronized PushResult push(BranchName branch) {
        return versionControl
                .push(branch, files.mergeDriver())
                .match(
                        pushed -> new PushResult.Pushed(pushed.tip(), pushed.reparented()),
                        upToDate -> new PushResult.UpToDate(upToDate.tip()),
                        conflict -> new PushResult.Held(Holds.diverged(branch, conflict.tip(), conflict.paths())),
                        rejected -> new PushResult.Rejected(rejected.rejection()));
    }

    /** Makes the commit of {@code evolution} on {@code branch}, if it does not exist, and brings it to the remote. */
    public synchronized PublicationResult commitAndPush(Evolution evolution, BranchName branch) {
        return published(evolution.version(), commits.commit(evolution, branch), branch, true);
    }

    /**
     * Brings {@code evolution} where the configured strategy wants it: {@link CommitStrategy#LOCAL} makes the commit,
     * every other strategy also brings it to the remote, {@link CommitStrategy#PULL_REQUEST} on a branch of its own.
     */
    public synchronized PublicationResult publish(Evolution evolution) {
        Proposals review = proposals;
        if (review != null && settings.strategy() == CommitStrategy.PULL_REQUEST) {
            return proposed(evolution, review);
        }
        PublicationResult direct = direct(evolution);
        boolean isProtected = direct instanceof PublicationResult.Rejected rejected
                && rejected.rejection().reason() == Rejection.Reason.PROTECTED_BRANCH;
        return review != null && review.whenProtected() && isProtected ? proposed(evolution, review) : direct;
    }

    private PublicationResult direct(Evolution evolution) {
        PublicationResult result = published(evolution.version(), commit(evolution), settings.branch(), pushes());
        boolean known =
                result instanceof PublicationResult.Held held && held.hold().foreign() != null;
        if (settings.agent() == null || !pushes() || result.pushSuccess() || known) {
            return result;
        }
        // The commit, or its tag, was in the way of somebody else's: without it, the branch shows whether that was
        // another agent.
        versionControl.discard(settings.branch());
        return published(evolution.version(), commit(evolution), settings.branch(), true);
    }

    /**
     * The version that the configured branch holds instead of {@code current}, which was published there: another agent
     * was faster, or a person went back to an earlier one. Empty if it holds {@code current}, or what no commit of ours
     * wrote; also if this publisher is not one of several agents, or proposes versions rather than committing them.
     */
    public synchronized Optional<ForeignVersion> overtaken(SourceCode current) {
        boolean among = settings.agent() != null && pushes() && settings.strategy() != CommitStrategy.PULL_REQUEST;
        return among ? commits.foreign(settings.branch(), current) : Optional.empty();
    }

    /**
     * Makes the commit of {@code evolution} on a branch of its own, which begins at the configured branch, and brings it to
     * the remote. It gets no tag: what is proposed is not yet a version of the configured branch.
     */
    public synchronized PublicationResult publishBeside(Evolution evolution, BranchName branch) {
        CommitResult committed = commits.commit(evolution, branch, settings.branch(), null);
        return published(evolution.version(), committed, branch, true);
    }

    /**
     * Gives up {@code evolution}, which was turned down, where only this publisher has its commit.
     *
     * @return its commit on the configured branch, if it is too late for that
     */
    public synchronized Optional<CommitId> giveUp(Evolution evolution) {
        return giveUp(evolution, settings.branch());
    }

    /** As the other, on {@code branch}. */
    public synchronized Optional<CommitId> giveUp(Evolution evolution, BranchName branch) {
        if (pushes()) {
            versionControl.discard(branch); // does nothing while the remote has no such branch
            return findPublished(evolution, branch);
        }
        return find(evolution, branch);
    }

    /** The commit of {@code evolution} on {@code branch}, by its trailer. */
    public Optional<CommitId> find(Evolution evolution, BranchName branch) {
        return find(evolution.id(), branch);
    }

    /** The commit of this adoption on {@code branch}, by its trailer. */
    public Optional<CommitId> find(EvolutionId adoption, BranchName branch) {
        return versionControl.find(branch, CommitMessage.trailer(adoption)).map(CommitSummary::id);
    }

    /** The newest commits of {@code branch}, the newest first. */
    public List<CommitSummary> commits(BranchName branch) {
        return versionControl.status(branch, COMMITS_LOOKED_AT).latest();
    }

    /** What the newest commit of {@code branch} holds; empty if there is none or it is not one of ours. */
    public Optional<RecordedEvolution> newest(BranchName branch) {
        return versionControl.status(branch, 1).latest().stream().findFirst().flatMap(CommitMessage::read);
    }

    /** Whether the remote has {@code branch}. */
    public boolean isThere(BranchName branch) {
        return versionControl.status(branch, 0).remoteTip() != null;
    }

    /** The commit of {@code evolution} on {@code branch} of the remote, by its trailer. */
    public Optional<CommitId> findPublished(Evolution evolution, BranchName branch) {
        return find(evolution, branch)
                .filter(commit ->
                        !versionControl.status(branch, 0).unpublished().contains(commit));
    }

    /** Whether {@code commit} holds exactly the source of {@code evolution}. */
    public boolean holds(CommitId commit, Evolution evolution) {
        return source(commit).equals(Optional.of(evolution.source()));
    }

    /** The tag that {@code evolution} gets where it is published; empty if the rule gives it none. */
    public Optional<Tag> tag(Evolution evolution) {
        return Optional.ofNullable(commits.tag(evolution));
    }

    /** What this publisher was told. */
    public PublisherSettings settings() {
        return settings;
    }

    private PublicationResult proposed(Evolution evolution, Proposals review) {
        EvolutionVersion version = evolution.version();
        BranchName branch = review.branchOf(version);
        CommitResult committed = commits.commit(evolution, branch, settings.branch());
        PublicationResult pushed = published(version, committed, branch, true);
        if (!pushed.pushSuccess() || versionControl.status(branch, 0).remoteTip() == null) {
            return pushed; // without a branch of its own it is on the base branch, so the review is over
        }
        CommitId commit = pushed.commitId().orElseThrow();
        Instant now = clock.instant();
        return review.propose(evolution, settings.branch(), settings.referencePsnrDb())
                .match(
                        opened -> new PublicationResult.Published(
                                version, now, commit, true, opened.pullRequest().page()),
                        adopted -> new PublicationResult.AlreadyPublished(
                                version,
                                now,
                                commit,
                                true,
                                adopted.pullRequest().page(),
                                null),
                        nothing ->
                                new PublicationResult.AlreadyPublished(version, now, commit, true, url(commit), null),
                        rejected -> new PublicationResult.Rejected(version, now, commit, rejected.rejection()));
    }

    /**
     * Goes back to the source of an earlier version with a new commit, where the configured strategy wants it. A person's
     * change of the source since then is given up; it stays in the history. The metrics keep what was measured.
     *
     * @param reason why, for a person; untrusted text
     * @throws VersionControlException {@code NOT_FOUND} if no commit on the branch holds that version
     */
    public synchronized PublicationResult rollback(EvolutionVersion to, String reason) {
        CommitResult result = commits.rollback(to, settings.branch(), settings.branch(), reason, clock.instant());
        return published(to, result, settings.branch(), pushes());
    }

    /**
     * As {@link #rollback}, where the configured branch still holds the source of {@code evolution}: a person's change since
     * then is held.
     */
    public synchronized PublicationResult takeBack(Evolution evolution, EvolutionVersion to, String reason) {
        CommitResult result =
                commits.rollback(to, settings.branch(), settings.branch(), reason, clock.instant(), evolution);
        return published(to, result, settings.branch(), pushes());
    }

    /** Why {@code evolution} must not replace what the configured branch holds; empty if it may. */
    public Optional<Hold> inTheWay(Evolution evolution) {
        return commits.inTheWay(evolution, settings.branch());
    }

    /**
     * As {@link #rollback}, on a branch of its own, which begins at the configured branch, and on the remote whatever the
     * strategy.
     */
    public synchronized PublicationResult rollbackBeside(EvolutionVersion to, BranchName branch, String reason) {
        CommitResult result = commits.rollback(to, branch, settings.branch(), reason, clock.instant());
        return published(to, result, branch, true);
    }

    /** How the configured branch stands, with the latest versions read back from its commits. */
    public RepositoryStatus status() {
        BranchStatus status = versionControl.status(settings.branch(), COMMITS_LOOKED_AT);
        return new RepositoryStatus(
                status.branch(),
                status.latest().isEmpty() ? null : status.latest().get(0),
                status.remoteTip(),
                status.totalCommits(),
                status.commitsInLastDay(),
                status.unpublished(),
                recorded(status, EVOLUTIONS_SHOWN));
    }

    /** Versions and rollbacks among the last {@code commits} commits of the configured branch, newest first, of all runs. */
    public List<RecordedEvolution> history(int commits) {
        return recorded(versionControl.status(settings.branch(), commits), commits);
    }

    /** Whether {@code recorded} is about the configured source: other runs on the branch have source paths of their own. */
    public boolean isOurs(RecordedEvolution recorded) {
        return commits.isOurs(recorded);
    }

    /** The source of {@code version} as it was committed; empty if no commit on the configured branch holds it. */
    public Optional<SourceCode> source(EvolutionVersion version) {
        return commits.source(version, settings.branch());
    }

    /** What {@code commit} holds where the codec goes; empty if that is nothing, or no text. */
    public Optional<SourceCode> source(CommitId commit) {
        return versionControl
                .read(commit, settings.paths().source())
                .flatMap(FileContent::asText)
                .map(SourceCode::new);
    }

    private PublicationResult published(
            EvolutionVersion version, CommitResult result, BranchName branch, boolean push) {
        Instant now = clock.instant();
        return result.match(
                committed -> push
                        ? pushed(version, branch, committed.commit(), null)
                        : new PublicationResult.Published(version, now, committed.commit(), false, null),
                there -> push
                        ? pushed(version, branch, there.commit(), there)
                        : new PublicationResult.AlreadyPublished(
                                version, now, there.commit(), false, null, there.takenBackBy()),
                held -> new PublicationResult.Held(version, now, null, held.hold()),
                rejected -> new PublicationResult.Rejected(version, now, null, rejected.rejection()));
    }

    /** {@code there} is null if the commit was made in this call. */
    private PublicationResult pushed(
            EvolutionVersion version, BranchName branch, CommitId commit, CommitResult.@Nullable AlreadyThere there) {
        PushResult result = push(branch);
        Instant now = clock.instant();
        @Nullable CommitId takenBackBy = there == null ? null : there.takenBackBy();
        return result.match(
                pushed -> {
                    CommitId published = pushed.renamed().getOrDefault(commit, commit);
                    return takenBackBy == null
                            ? new PublicationResult.Published(version, now, published, true, url(published))
                            : already(version, now, published, pushed.renamed().getOrDefault(takenBackBy, takenBackBy));
                },
                upToDate -> there == null
                        ? new PublicationResult.Published(version, now, commit, true, url(commit))
                        : already(version, now, commit, takenBackBy),
                held -> new PublicationResult.Held(version, now, commit, held.hold()),
                rejected -> new PublicationResult.Rejected(version, now, commit, rejected.rejection()));
    }

    private PublicationResult already(
            EvolutionVersion version, Instant now, CommitId commit, @Nullable CommitId takenBackBy) {
        return new PublicationResult.AlreadyPublished(version, now, commit, true, url(commit), takenBackBy);
    }

    private boolean pushes() {
        return settings.strategy() != CommitStrategy.LOCAL;
    }

    private static List<RecordedEvolution> recorded(BranchStatus status, int limit) {
        return status.latest().stream()
                .map(CommitMessage::read)
                .flatMap(Optional::stream)
                .limit(limit)
                .toList();
    }

    private @Nullable URI url(CommitId commit) {
        URI repository = settings.webUrl();
        return repository == null
                ? null
                : URI.create(repository.toString().replaceFirst("/+$", "") + "/commit/" + commit.hex());
    }
}
