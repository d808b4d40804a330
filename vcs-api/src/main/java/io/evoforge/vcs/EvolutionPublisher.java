package io.evoforge.vcs;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitOutcome;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.vcs.files.EvolutionFiles;
import io.evoforge.vcs.files.FilesResult;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvolution;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings adopted versions into the repository, each exactly once: before a commit is made, the history is asked whether
 * this adoption has one, and a commit has no date but the adoption's, so that a repeated call, after a lost reply or a
 * restart, finds or makes the very same commit.
 *
 * <p>Nobody's work is overwritten: a source that no commit of ours wrote, and a file that cannot be read as ours, hold
 * the publication until a person has looked.
 *
 * <p>Safe for use by several threads; commits and pushes go one after the other. Every method passes on the {@link
 * VersionControlException} of the repository; calling again later is always safe.
 */
public final class EvolutionPublisher {
    private static final int ATTEMPTS = 5;
    private static final int COMMITS_LOOKED_AT = 200;
    private static final int EVOLUTIONS_SHOWN = 10;

    private final VersionControl versionControl;
    private final PublisherSettings settings;
    private final Clock clock;
    private final EvolutionFiles files;

    /**
     * A publisher into {@code versionControl}.
     *
     * @throws IllegalArgumentException if the settings ask for pull requests, which need a host that has them
     */
    public EvolutionPublisher(VersionControl versionControl, PublisherSettings settings, Clock clock) {
        if (settings.strategy() == CommitStrategy.PULL_REQUEST) {
            throw new IllegalArgumentException("commit strategy 'pull-request' needs a host with pull requests, which"
                    + " this publisher was not given; choose 'push'");
        }
        this.versionControl = versionControl;
        this.settings = settings;
        this.clock = clock;
        this.files = new EvolutionFiles(settings.paths(), settings.referencePsnrDb());
    }

    /** Makes the commit of {@code evolution} on the configured branch, if it does not exist. */
    public CommitResult commit(Evolution evolution) {
        return commit(evolution, settings.branch());
    }

    /** Brings every commit made here to the remote {@code branch}. Never forces. */
    public synchronized PushResult push(BranchName branch) {
        return versionControl
                .push(branch, files.mergeDriver())
                .match(
                        pushed -> new PushResult.Pushed(pushed.tip(), pushed.reparented()),
                        upToDate -> new PushResult.UpToDate(upToDate.tip()),
                        conflict -> new PushResult.Held(diverged(branch, conflict.tip(), conflict.paths())),
                        rejected -> new PushResult.Rejected(rejected.rejection()));
    }

    /** Makes the commit of {@code evolution} on {@code branch}, if it does not exist, and brings it to the remote. */
    public synchronized PublicationResult commitAndPush(Evolution evolution, BranchName branch) {
        CommitResult result = commit(evolution, branch);
        return result.match(
                committed -> pushed(evolution, branch, committed.commit(), true),
                there -> pushed(evolution, branch, there.commit(), false),
                held -> new PublicationResult.Held(evolution.version(), clock.instant(), null, held.hold()),
                rejected -> new PublicationResult.Rejected(
                        evolution.version(), clock.instant(), null, rejected.rejection()));
    }

    /**
     * Brings {@code evolution} where the configured strategy wants it: {@link CommitStrategy#LOCAL} makes the commit,
     * every other strategy also brings it to the remote.
     */
    public PublicationResult publish(Evolution evolution) {
        if (settings.strategy() != CommitStrategy.LOCAL) {
            return commitAndPush(evolution, settings.branch());
        }
        return commit(evolution)
                .match(
                        committed -> new PublicationResult.Published(
                                evolution.version(), clock.instant(), committed.commit(), false, null),
                        there -> new PublicationResult.AlreadyPublished(
                                evolution.version(), clock.instant(), there.commit(), false, null),
                        held -> new PublicationResult.Held(evolution.version(), clock.instant(), null, held.hold()),
                        rejected -> new PublicationResult.Rejected(
                                evolution.version(), clock.instant(), null, rejected.rejection()));
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
                status.latest().stream()
                        .map(CommitMessage::read)
                        .flatMap(Optional::stream)
                        .limit(EVOLUTIONS_SHOWN)
                        .toList());
    }

    private PublicationResult pushed(Evolution evolution, BranchName branch, CommitId commit, boolean isNew) {
        return push(branch)
                .match(
                        pushed -> {
                            CommitId published = pushed.renamed().getOrDefault(commit, commit);
                            return new PublicationResult.Published(
                                    evolution.version(), clock.instant(), published, true, url(published));
                        },
                        upToDate -> isNew
                                ? new PublicationResult.Published(
                                        evolution.version(), clock.instant(), commit, true, url(commit))
                                : new PublicationResult.AlreadyPublished(
                                        evolution.version(), clock.instant(), commit, true, url(commit)),
                        held -> new PublicationResult.Held(evolution.version(), clock.instant(), commit, held.hold()),
                        rejected -> new PublicationResult.Rejected(
                                evolution.version(), clock.instant(), commit, rejected.rejection()));
    }

    private synchronized CommitResult commit(Evolution evolution, BranchName branch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<CommitSummary> existing = versionControl.find(branch, CommitMessage.trailer(evolution.id()));
            if (existing.isPresent()) {
                return new CommitResult.AlreadyThere(existing.get().id());
            }
            Optional<CommitResult> result = tryCommit(evolution, branch);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new VersionControlException(
                VersionControlException.Reason.CONTENDED,
                "Cannot commit " + evolution.version() + " to '" + branch + "': the branch moved in each of " + ATTEMPTS
                        + " attempts. It is tried again later; nothing is lost.");
    }

    /** Empty if the branch moved meanwhile. */
    private Optional<CommitResult> tryCommit(Evolution evolution, BranchName branch) {
        @Nullable CommitId tip = versionControl.status(branch, 0).tip();
        Optional<Hold> hold = foreignSource(evolution, branch, tip);
        if (hold.isPresent()) {
            return Optional.of(new CommitResult.Held(hold.get()));
        }
        FilesResult result = files.of(evolution, path -> read(tip, path));
        return result.match(
                ready -> outcome(evolution, branch, changeset(evolution, branch, tip, ready.changes())),
                unreadable -> Optional.of(new CommitResult.Held(unreadable(branch, unreadable))));
    }

    private Optional<CommitResult> outcome(Evolution evolution, BranchName branch, Changeset changeset) {
        CommitOutcome outcome = versionControl.commit(changeset);
        return outcome.match(
                committed -> Optional.of(new CommitResult.Committed(committed.commit())),
                unchanged -> Optional.of(new CommitResult.AlreadyThere(unchanged.tip())),
                conflict -> {
                    RepositoryPath source = settings.paths().source();
                    if (!conflict.paths().contains(source) || isCommitted(evolution, branch)) {
                        return Optional.empty();
                    }
                    return Optional.of(new CommitResult.Held(changedSource(branch, Set.of(source))));
                },
                rejected -> Optional.of(new CommitResult.Rejected(rejected.rejection())));
    }

    private boolean isCommitted(Evolution evolution, BranchName branch) {
        return versionControl
                .find(branch, CommitMessage.trailer(evolution.id()))
                .isPresent();
    }

    private Changeset changeset(
            Evolution evolution, BranchName branch, @Nullable CommitId base, List<FileChange> changes) {
        Signature signature = settings.identity().at(evolution.adoptedAt());
        Tag tag = settings.tags().appliesTo(evolution)
                ? new Tag(
                        new TagName("codec-" + evolution.version()),
                        "Codec " + evolution.version() + "\n\n"
                                + CommitMessage.trailer(evolution.id()).line() + "\n")
                : null;
        String message = CommitMessage.of(evolution, settings.referencePsnrDb());
        return new Changeset(branch, base, changes, message, signature, signature, tag);
    }

    /** Whether what stands where the codec goes was written by somebody else, or by a run that is further than we. */
    private Optional<Hold> foreignSource(Evolution evolution, BranchName branch, @Nullable CommitId tip) {
        RepositoryPath path = settings.paths().source();
        Optional<FileContent> current = read(tip, path);
        FileContent ours = FileContent.ofText(evolution.source().text());
        if (current.isEmpty() || current.get().equals(ours)) {
            return Optional.empty();
        }
        Sha256 sha256 = Sha256.of(current.get().toByteArray());
        Optional<RecordedEvolution> recorded = versionControl
                .find(branch, new Trailer(CommitMessage.SOURCE_SHA256, sha256.hex()))
                .flatMap(CommitMessage::read);
        if (recorded.isEmpty()) {
            return Optional.of(changedSource(branch, Set.of(path)));
        }
        if (recorded.get().version().compareTo(evolution.version()) >= 0) {
            return Optional.of(new Hold(
                    Set.of(path),
                    "Cannot commit " + evolution.version() + " to '" + branch + "': '" + path + "' there already is "
                            + recorded.get().version() + " of another run (commit "
                            + recorded.get().commit().shortHex()
                            + "). Give each run a branch or a source path of its own."));
        }
        return Optional.empty();
    }

    private static Hold changedSource(BranchName branch, Set<RepositoryPath> paths) {
        return new Hold(
                paths,
                "Cannot commit to '" + branch + "': '" + paths.iterator().next() + "' there is not what the last"
                        + " version's commit wrote; somebody changed it, and it is not overwritten. Put the committed"
                        + " version back with `evoforge rollback`, or move the change to another file, then publish"
                        + " again.");
    }

    private static Hold unreadable(BranchName branch, FilesResult.Unreadable file) {
        return new Hold(
                Set.of(file.path()),
                "Cannot commit to '" + branch + "': '" + file.path() + "' there cannot be added to, because "
                        + file.reason() + ". Repair the file, or delete it to begin a new one, then publish again.");
    }

    private static Hold diverged(BranchName branch, @Nullable CommitId tip, Set<RepositoryPath> paths) {
        if (tip == null) {
            return new Hold(
                    paths,
                    "Cannot push to '" + branch + "': the remote branch is gone, and it is not made anew. Restore the"
                            + " branch or configure another, then push again.");
        }
        if (paths.isEmpty()) {
            return new Hold(
                    paths,
                    "Cannot push to '" + branch + "': the remote branch was rewound to " + tip.shortHex()
                            + ", behind commits it once had, and it is never forced. Restore the branch or configure"
                            + " another, then push again.");
        }
        String list = String.join(
                ", ", paths.stream().sorted().map(path -> "'" + path + "'").toList());
        return new Hold(
                paths,
                "Cannot push to '" + branch + "': " + list + " changed on the remote (" + tip.shortHex()
                        + ") as well as here, and nobody's change is overwritten. Undo the change there, then push"
                        + " again.");
    }

    private Optional<FileContent> read(@Nullable CommitId commit, RepositoryPath path) {
        return commit == null ? Optional.empty() : versionControl.read(commit, path);
    }

    private @Nullable URI url(CommitId commit) {
        URI repository = settings.webUrl();
        return repository == null
                ? null
                : URI.create(repository.toString().replaceFirst("/+$", "") + "/commit/" + commit.hex());
    }
}
