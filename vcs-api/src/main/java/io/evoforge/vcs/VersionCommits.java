package io.evoforge.vcs;

import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.Changeset;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileChange;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.Rejection;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Signature;
import io.evoforge.core.versioncontrol.Tag;
import io.evoforge.core.versioncontrol.TagName;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.core.versioncontrol.VersionControlException;
import io.evoforge.core.versioncontrol.VersionControlException.Reason;
import io.evoforge.vcs.files.EvolutionFiles;
import io.evoforge.vcs.guard.ChangesetGuard;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvolution;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes commits of versions, each exactly once and never over somebody's work. Not for several threads at once. */
final class VersionCommits {
    private static final int ATTEMPTS = 5;

    private final VersionControl versionControl;
    private final PublisherSettings settings;
    private final EvolutionFiles files;
    private final ChangesetGuard guard;

    VersionCommits(
            VersionControl versionControl, PublisherSettings settings, EvolutionFiles files, ChangesetGuard guard) {
        this.versionControl = versionControl;
        this.settings = settings;
        this.files = files;
        this.guard = guard;
    }

    CommitResult commit(Evolution evolution, BranchName name) {
        return commit(evolution, name, name, tag(evolution));
    }

    /** As the other, on a branch that begins where {@code start} is, if it does not exist yet. */
    CommitResult commit(Evolution evolution, BranchName name, BranchName start) {
        return commit(evolution, name, start, tag(evolution));
    }

    /** As the other, with another tag than the usual one, or none. */
    CommitResult commit(Evolution evolution, BranchName name, BranchName start, @Nullable Tag tag) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BranchView branch = BranchView.of(versionControl, name, start);
            Optional<CommitResult> result = committed(evolution, branch)
                    .or(() -> sameSeed(evolution, branch))
                    .or(() -> foreignSource(evolution, branch).map(CommitResult.Held::new))
                    .or(() -> foreignBranch(evolution, branch, start).map(CommitResult.Held::new))
                    .or(() -> tryCommit(evolution, branch, tag));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw contended(evolution.version(), name);
    }

    private Optional<CommitResult> committed(Evolution evolution, BranchView branch) {
        return branch.find(CommitMessage.trailer(evolution.id()))
                .map(CommitSummary::id)
                .map(commit -> new CommitResult.AlreadyThere(
                        commit,
                        takenBackBy(evolution.version(), branch.since(commit)).orElse(null)));
    }

    /** The rollback from {@code version} among {@code later} commits, unless a newer one went to it again. */
    private Optional<CommitId> takenBackBy(EvolutionVersion version, Stream<RecordedEvolution> later) {
        return later.filter(one -> one.id() == null)
                .filter(one -> version.equals(one.rollbackOf()) || version.equals(one.version()))
                .filter(this::isOurs)
                .findFirst()
                .filter(newest -> version.equals(newest.rollbackOf()))
                .map(RecordedEvolution::commit);
    }

    /** Agents that begin with the same source begin with the same commit: that of the first one. */
    private Optional<CommitResult> sameSeed(Evolution evolution, BranchView branch) {
        if (settings.agent() == null || !evolution.isSeed()) {
            return Optional.empty();
        }
        FileContent seed = FileContent.ofText(evolution.source().text());
        return branch.read(settings.paths().source())
                .filter(seed::equals)
                .flatMap(branch::writerOf)
                .map(writer -> new CommitResult.AlreadyThere(writer.commit()));
    }

    /** Whether what stands where the codec goes was written by somebody else, or by a run that is further than we. */
    private Optional<Hold> foreignSource(Evolution evolution, BranchView branch) {
        if (settings.agent() != null) {
            Optional<ForeignVersion> foreign =
                    foreign(branch, evolution.source()).filter(there -> !isBase(there.recorded(), evolution));
            if (foreign.isPresent()) {
                return foreign.map(there -> Holds.overtaken(
                        evolution.version(), branch.branch(), settings.paths().source(), there));
            }
        }
        for (RepositoryPath path : sources(evolution.version())) {
            Optional<FileContent> current = branch.read(path);
            if (current.isEmpty()
                    || current.get()
                            .equals(FileContent.ofText(evolution.source().text()))) {
                continue;
            }
            Optional<RecordedEvolution> writer = branch.writerOf(current.get());
            if (writer.isEmpty()) {
                return Optional.of(Holds.changed(evolution.version(), branch.branch(), path));
            }
            if (writer.get().version().compareTo(evolution.version()) >= 0) {
                return Optional.of(Holds.otherRun(evolution.version(), branch.branch(), path, writer.get()));
            }
        }
        return Optional.empty();
    }

    /** A branch of its own that somebody else began; where it has nothing that {@code start} lacks, we may have begun it. */
    private Optional<Hold> foreignBranch(Evolution evolution, BranchView branch, BranchName start) {
        return Optional.ofNullable(branch.tip())
                .filter(tip -> branch.isApartFrom(start)
                        && !BranchView.of(versionControl, start).has(tip))
                .map(tip -> Holds.foreignBranch(evolution.version(), branch.branch(), tip));
    }

    private static boolean isBase(RecordedEvolution there, Evolution evolution) {
        return there.rollbackOf() == null
                && evolution.improves().filter(there.version()::equals).isPresent();
    }

    /**
     * The version on the branch, if it has another source than {@code ours} and a commit of ours or of another agent wrote
     * it.
     */
    Optional<ForeignVersion> foreign(BranchName name, SourceCode ours) {
        return foreign(BranchView.of(versionControl, name), ours);
    }

    private Optional<ForeignVersion> foreign(BranchView branch, SourceCode ours) {
        Optional<FileContent> there = branch.read(settings.paths().source());
        Optional<SourceCode> source =
                there.flatMap(FileContent::asText).map(SourceCode::new).filter(found -> !found.equals(ours));
        return source.flatMap(found -> there.flatMap(branch::writerOf)
                .map(writer -> new ForeignVersion(found, writer, branch.highest(writer.version()))));
    }

    /** Empty if the branch moved meanwhile. */
    private Optional<CommitResult> tryCommit(Evolution evolution, BranchView branch, @Nullable Tag tag) {
        EvolutionVersion version = evolution.version();
        return files.of(evolution, branch::read)
                .match(
                        ready -> commit(
                                branch,
                                version,
                                ready.changes(),
                                CommitMessage.of(evolution, settings.referencePsnrDb(), settings.agent()),
                                evolution.adoptedAt(),
                                tag,
                                () -> sourceConflict(evolution, branch.branch())),
                        unreadable -> Optional.of(
                                new CommitResult.Held(Holds.unreadable(version, branch.branch(), unreadable))));
    }

    /** The source changed under our hands: perhaps another thread or process published this very version. */
    private Optional<CommitResult> sourceConflict(Evolution evolution, BranchName name) {
        Optional<CommitResult> ours = committed(evolution, BranchView.of(versionControl, name));
        return ours.isPresent() || settings.agent() != null
                ? ours // empty: another agent was faster, which the next look at the branch shows
                : Optional.of(new CommitResult.Held(Holds.changed(
                        evolution.version(), name, settings.paths().source())));
    }

    private Optional<CommitResult> commit(
            BranchView branch,
            EvolutionVersion version,
            List<FileChange> changes,
            String message,
            Instant when,
            @Nullable Tag tag,
            Supplier<Optional<CommitResult>> sourceConflict) {
        Signature signature = settings.identity().at(when);
        Changeset changeset = new Changeset(branch.branch(), branch.tip(), changes, message, signature, signature, tag);
        Optional<Rejection> rejection = guard.check(changeset, settings.paths().of(version), branch::read);
        if (rejection.isPresent()) {
            return Optional.of(new CommitResult.Rejected(rejection.get()));
        }
        RepositoryPath source = settings.paths().source();
        return versionControl
                .commit(changeset)
                .match(
                        committed -> Optional.of(new CommitResult.Committed(committed.commit())),
                        unchanged -> Optional.of(new CommitResult.AlreadyThere(unchanged.tip())),
                        conflict -> conflict.paths().contains(source) ? sourceConflict.get() : Optional.empty(),
                        rejected -> Optional.of(new CommitResult.Rejected(rejected.rejection())));
    }

    /** What stands where the codec goes on {@code name}, if it is not what {@code evolution} may replace. */
    Optional<Hold> inTheWay(Evolution evolution, BranchName name) {
        return foreignSource(evolution, BranchView.of(versionControl, name));
    }

    /** Goes back on {@code name}, which begins where {@code start} is, if it does not exist yet. */
    CommitResult rollback(EvolutionVersion to, BranchName name, BranchName start, String reason, Instant when) {
        return rollback(to, name, start, reason, when, null);
    }

    /** As the other, unless {@code name} holds another source than that of {@code only}; null for any. */
    CommitResult rollback(
            EvolutionVersion to,
            BranchName name,
            BranchName start,
            String reason,
            Instant when,
            @Nullable Evolution only) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BranchView branch = BranchView.of(versionControl, name, start);
            Written written = written(branch, to).orElseThrow(() -> unknown(to, branch));
            RecordedEvolution target = written.recorded();
            FileContent source = written.source();
            Optional<FileContent> current = branch.read(settings.paths().source());
            if (current.equals(Optional.of(source))) {
                CommitId there =
                        branch.writerOf(source).map(RecordedEvolution::commit).orElse(target.commit());
                return new CommitResult.AlreadyThere(there);
            }
            if (only != null
                    && !current.equals(
                            Optional.of(FileContent.ofText(only.source().text())))) {
                return new CommitResult.Held(Holds.changedSince(
                        only.version(), to, name, settings.paths().source()));
            }
            @Nullable
            EvolutionVersion from = current.flatMap(branch::writerOf)
                    .map(RecordedEvolution::version)
                    .orElse(null);
            String message = CommitMessage.ofRollback(from, to, target.source(), reason, when);
            Optional<CommitResult> result = files.ofRollback(from, to, source, reason, when, branch::read)
                    .match(
                            ready -> commit(branch, to, ready.changes(), message, when, null, Optional::empty),
                            unreadable -> Optional.of(
                                    new CommitResult.Held(Holds.unreadable(to, branch.branch(), unreadable))));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw contended(to, name);
    }

    /** The source of {@code version} as it was committed; empty if no commit on the branch holds it. */
    Optional<SourceCode> source(EvolutionVersion version, BranchName branch) {
        return written(BranchView.of(versionControl, branch), version)
                .flatMap(written -> written.source().asText())
                .map(SourceCode::new);
    }

    private List<RepositoryPath> sources(EvolutionVersion version) {
        RepositoryPath source = settings.paths().source();
        return settings.paths()
                .historyOf(version)
                .map(history -> List.of(source, history))
                .orElse(List.of(source));
    }

    @Nullable
    Tag tag(Evolution evolution) {
        if (!settings.tags().appliesTo(evolution, settings.majorPercent())) {
            return null;
        }
        return new Tag(
                new TagName("codec-" + evolution.version()),
                "Codec " + evolution.version() + "\n\n"
                        + CommitMessage.trailer(evolution.id()).line() + "\n");
    }

    /** What a commit records, and the source that it holds. */
    private record Written(RecordedEvolution recorded, FileContent source) {}

    /** The newest commit that holds {@code version}. */
    private Optional<Written> written(BranchView branch, EvolutionVersion version) {
        List<RecordedEvolution> named = branch.recorded(versionTrailer(version));
        Optional<Written> written = named.stream()
                .flatMap(one -> ownSource(one).map(source -> new Written(one, source)).stream())
                .findFirst();
        if (written.isEmpty() && !named.isEmpty()) {
            throw misplaced(named.get(0));
        }
        return written;
    }

    /** Whether {@code recorded} is about the configured source: other runs on the branch have paths of their own. */
    boolean isOurs(RecordedEvolution recorded) {
        return ownSource(recorded).isPresent();
    }

    /** The source in a commit, if it is the one that the commit's message names. */
    private Optional<FileContent> ownSource(RecordedEvolution recorded) {
        return versionControl
                .read(recorded.commit(), settings.paths().source())
                .filter(content -> Sha256.of(content.toByteArray()).equals(recorded.source()));
    }

    private static VersionControlException unknown(EvolutionVersion version, BranchView branch) {
        return new VersionControlException(
                Reason.NOT_FOUND,
                "Cannot find " + version + " on '" + branch.branch() + "': no commit of ours there holds it."
                        + " Run `evoforge log` to see which versions there are.");
    }

    private VersionControlException misplaced(RecordedEvolution recorded) {
        return new VersionControlException(
                Reason.NOT_FOUND,
                "Cannot read " + recorded.version() + ": commit "
                        + recorded.commit().shortHex() + " does not hold the source its message names at '"
                        + settings.paths().source() + "'. Check whether the source path was configured"
                        + " differently then.");
    }

    private static VersionControlException contended(EvolutionVersion version, BranchName branch) {
        return new VersionControlException(
                Reason.CONTENDED,
                "Cannot commit " + version + " to '" + branch + "': the branch moved in each of " + ATTEMPTS
                        + " attempts. Nothing is lost; try again later.");
    }

    private static Trailer versionTrailer(EvolutionVersion version) {
        return new Trailer(CommitMessage.CODEC_VERSION, Integer.toString(version.number()));
    }
}
