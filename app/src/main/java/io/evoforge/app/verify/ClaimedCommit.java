package io.evoforge.app.verify;

import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.FileContent;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.vcs.files.RecordedMetrics;
import io.evoforge.vcs.jgit.CommitReader;
import io.evoforge.vcs.message.CheckedFigure;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.RecordedEvidence;
import io.evoforge.vcs.message.RecordedEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A commit of ours and everything it says, before anything is measured.
 *
 * @param recorded what its message says
 * @param evolution the commit that says how the version was measured: itself, or for a rollback the one that it goes
 *     back to
 * @param recordedEvolution what the message of that one says
 * @param evidence how the version was measured
 * @param source the source in the commit, or null if it is not the one that the commit names
 * @param metrics the version's entry in the metrics file, or null if there is none
 * @param figures what was compared already
 */
public record ClaimedCommit(
        RecordedEvolution recorded,
        CommitSummary evolution,
        RecordedEvolution recordedEvolution,
        RecordedEvidence evidence,
        @Nullable SourceCode source,
        @Nullable RecordedMetrics metrics,
        List<CheckedFigure> figures) {
    public ClaimedCommit {
        figures = List.copyOf(figures);
    }

    /** Whether nothing that was compared so far speaks against measuring it. */
    public boolean isWorthMeasuring() {
        return source != null && metrics != null;
    }

    /**
     * Reads the commit {@code name}.
     *
     * @param sourcePath where the source is in the repository
     * @param metricsPath where the metrics file is
     * @throws CannotVerifyException if there is no such commit, or it is none of ours
     */
    public static ClaimedCommit read(
            CommitReader history, String name, RepositoryPath sourcePath, RepositoryPath metricsPath) {
        CommitSummary commit = history.find(name)
                .orElseThrow(() -> new CannotVerifyException("there is no commit '" + visible(name)
                        + "' in this repository; name a commit id, a branch or a tag that 'git log' shows"));
        RecordedEvolution recorded = CommitMessage.read(commit)
                .orElseThrow(() -> new CannotVerifyException("commit " + commit.id() + " is not one of Evoforge's: its"
                        + " message lacks the trailers " + CommitMessage.CODEC_VERSION + ", "
                        + CommitMessage.SOURCE_SHA256 + " and " + CommitMessage.EVOLUTION_ID
                        + ", or they disagree with its title; name a commit that adopts a version"));
        CommitSummary evolution = recorded.id() == null ? wentBackTo(history, recorded) : commit;
        RecordedEvolution recordedEvolution = CommitMessage.read(evolution).orElseThrow();
        RecordedEvidence evidence = RecordedEvidence.read(evolution)
                .orElseThrow(() -> new CannotVerifyException("commit " + evolution.id()
                        + " does not say what it was measured on: its trailers Evaluator, Headline-Psnr-Y and Sequences"
                        + " are missing or malformed; only a person can judge it"));
        List<CheckedFigure> figures = new ArrayList<>();
        SourceCode source = source(history, commit.id(), sourcePath, recorded, "source Sha256", figures)
                .orElse(null);
        if (!evolution.id().equals(commit.id())) {
            figures.add(CheckedFigure.of(
                    "source Sha256 of the commit gone back to",
                    recorded.source().hex(),
                    recordedEvolution.source().hex()));
        }
        RecordedMetrics metrics = metrics(history, commit.id(), metricsPath, recordedEvolution, figures);
        return new ClaimedCommit(recorded, evolution, recordedEvolution, evidence, source, metrics, figures);
    }

    private static CommitSummary wentBackTo(CommitReader history, RecordedEvolution rollback) {
        Optional<CommitSummary> commit = history.parent(rollback.commit());
        while (commit.isPresent()) {
            Optional<RecordedEvolution> recorded = CommitMessage.read(commit.get());
            if (recorded.isPresent()
                    && recorded.get().id() != null
                    && recorded.get().version().equals(rollback.version())) {
                return commit.get();
            }
            commit = history.parent(commit.get().id());
        }
        throw new CannotVerifyException("commit " + rollback.commit() + " goes back to " + rollback.version()
                + ", whose commit is not in its history; fetch the whole history ('git fetch --unshallow')");
    }

    /** The source in {@code commit} if it is the one that {@code recorded} names; the comparison is noted. */
    static Optional<SourceCode> source(
            CommitReader history,
            CommitId commit,
            RepositoryPath path,
            RecordedEvolution recorded,
            String name,
            List<CheckedFigure> figures) {
        Optional<FileContent> file = history.read(commit, path);
        String actual = file.map(content -> Sha256.of(content.toByteArray()).hex())
                .orElse("no file at " + path + " (key commit.source-path)");
        figures.add(CheckedFigure.of(name, recorded.source().hex(), actual));
        return file.filter(content -> actual.equals(recorded.source().hex()))
                .flatMap(FileContent::asText)
                .map(SourceCode::new);
    }

    private static @Nullable RecordedMetrics metrics(
            CommitReader history,
            CommitId commit,
            RepositoryPath path,
            RecordedEvolution recorded,
            List<CheckedFigure> figures) {
        String fault;
        try {
            Optional<FileContent> file = history.read(commit, path);
            Optional<RecordedMetrics> metrics = file.flatMap(content ->
                    RecordedMetrics.read(content, Objects.requireNonNull(recorded.id(), "an evolution has an id")));
            if (metrics.isPresent()) {
                return metrics.get();
            }
            fault = file.isEmpty() ? "no file at " + path : "no entry of this adoption in " + path;
        } catch (IllegalArgumentException e) {
            fault = path + " is no metrics file: " + e.getMessage();
        }
        figures.add(CheckedFigure.of("metrics", "entry of " + recorded.version(), fault));
        return null;
    }

    private static String visible(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
