package io.evoforge.vcs;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.versioncontrol.BranchName;
import io.evoforge.core.versioncontrol.BranchStatus;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.core.versioncontrol.Trailer;
import io.evoforge.core.versioncontrol.VersionControl;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A branch at one moment. Asks the repository once, and again only for what is further back than the newest commits. */
final class BranchView {
    private static final int NEWEST = 100;

    private final VersionControl versionControl;
    private final BranchName branch;
    private final BranchStatus status;

    private BranchView(VersionControl versionControl, BranchName branch, BranchStatus status) {
        this.versionControl = versionControl;
        this.branch = branch;
        this.status = status;
    }

    static BranchView of(VersionControl versionControl, BranchName branch) {
        return new BranchView(versionControl, branch, versionControl.status(branch, NEWEST));
    }

    /** A branch that begins where {@code start} is, if it does not exist yet, or not any more. */
    static BranchView of(VersionControl versionControl, BranchName branch, BranchName start) {
        BranchView there = of(versionControl, branch);
        boolean isGone =
                there.status.remoteTip() == null && there.status.unpublished().isEmpty();
        if (branch.equals(start) || !isGone) {
            return there;
        }
        BranchStatus from = versionControl.status(start, NEWEST);
        if (!from.unpublished().isEmpty() && from.remoteTip() != null) {
            // what the remote did not take there, such as a protected branch, is nothing to begin at
            versionControl.discard(start);
            from = versionControl.status(start, NEWEST);
        }
        return new BranchView(versionControl, branch, from);
    }

    BranchName branch() {
        return branch;
    }

    /** Whether it is there already, and not about to begin where {@code start} is. */
    boolean isApartFrom(BranchName start) {
        return !status.branch().equals(start);
    }

    /** Whether {@code commit} is one of the newest. */
    boolean has(CommitId commit) {
        return status.latest().stream().anyMatch(one -> one.id().equals(commit));
    }

    @Nullable
    CommitId tip() {
        return status.tip();
    }

    Optional<FileContent> read(RepositoryPath path) {
        return status.tip() == null ? Optional.empty() : versionControl.read(status.tip(), path);
    }

    /** What the newest commits with {@code trailer} record, newest first; if none has it, the newest one further back. */
    List<RecordedEvolution> recorded(Trailer trailer) {
        List<RecordedEvolution> newest = status.latest().stream()
                .filter(commit -> Trailer.in(commit.message()).contains(trailer))
                .map(CommitMessage::read)
                .flatMap(Optional::stream)
                .toList();
        return newest.isEmpty()
                ? find(trailer).flatMap(CommitMessage::read).stream().toList()
                : newest;
    }

    Optional<CommitSummary> find(Trailer trailer) {
        for (CommitSummary commit : status.latest()) {
            if (Trailer.in(commit.message()).contains(trailer)) {
                return Optional.of(commit);
            }
        }
        return status.totalCommits() <= status.latest().size()
                ? Optional.empty()
                : versionControl.find(status.branch(), trailer);
    }

    /** What the newest commits after {@code commit} record, newest first. */
    Stream<RecordedEvolution> since(CommitId commit) {
        return status.latest().stream()
                .takeWhile(later -> !later.id().equals(commit))
                .map(CommitMessage::read)
                .flatMap(Optional::stream);
    }

    /** The highest number of a version among the newest commits, at least {@code known}. */
    EvolutionVersion highest(EvolutionVersion known) {
        return status.latest().stream()
                .map(CommitMessage::read)
                .flatMap(Optional::stream)
                .flatMap(recorded -> Stream.of(recorded.version(), recorded.rollbackOf()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(highest -> highest.compareTo(known) > 0)
                .orElse(known);
    }

    /** The newest commit of ours that wrote exactly {@code source}. */
    Optional<RecordedEvolution> writerOf(FileContent source) {
        String sha256 = Sha256.of(source.toByteArray()).hex();
        return find(new Trailer(CommitMessage.SOURCE_SHA256, sha256)).flatMap(CommitMessage::read);
    }
}
