package io.evoforge.app.verify;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.GateVerdict;
import io.evoforge.core.source.SourceCode;
import io.evoforge.core.versioncontrol.CommitSummary;
import io.evoforge.core.versioncontrol.RepositoryPath;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import io.evoforge.vcs.jgit.CommitReader;
import io.evoforge.vcs.message.CheckedFigure;
import io.evoforge.vcs.message.CommitMessage;
import io.evoforge.vcs.message.MessageFigures;
import io.evoforge.vcs.message.RecordedEvidence;
import io.evoforge.vcs.message.RecordedEvidence.RecordedSequence;
import io.evoforge.vcs.message.RecordedEvolution;
import io.evoforge.vcs.message.Remeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Measures a commit's source again, and the version before it, and compares. For one commit; not for several threads. */
public final class CommitVerifier {
    private static final Pattern NAMED_VERSION = Pattern.compile(".* v([1-9][0-9]{0,8})");

    private final CommitReader history;
    private final RepositoryPath sourcePath;
    private final AdoptionGate gate;
    private final CodecEvaluator evaluator;
    private final @Nullable SequenceSet sequences;
    private final List<CheckedFigure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * A verifier.
     *
     * @param history where the commit is
     * @param sourcePath where the source is in the repository
     * @param gate what compared the version with the one before
     * @param evaluator what measures
     * @param sequences what it measures on; null if only the measurement tells
     */
    public CommitVerifier(
            CommitReader history,
            RepositoryPath sourcePath,
            AdoptionGate gate,
            CodecEvaluator evaluator,
            @Nullable SequenceSet sequences) {
        this.history = history;
        this.sourcePath = sourcePath;
        this.gate = gate;
        this.evaluator = evaluator;
        this.sequences = sequences;
    }

    /** The answer for a commit that is not worth measuring. */
    public static Verification withoutMeasuring(ClaimedCommit claim) {
        return new Verification(
                claim.recorded().commit(),
                claim.recorded().version(),
                claim.figures(),
                List.of("Nothing was measured: what the commit holds is not what it says."));
    }

    /**
     * Measures and compares.
     *
     * @param claim a commit that is worth measuring
     * @throws CannotVerifyException if this machine has not the video, or not the settings, that the commit names
     */
    public Verification verify(ClaimedCommit claim) {
        figures.addAll(claim.figures());
        RecordedEvidence evidence = claim.evidence();
        if (sequences != null) {
            for (SequenceGroup group : SequenceGroup.values()) {
                List<SequenceInfo> here =
                        sequences.of(group).stream().map(TestSequence::info).toList();
                requireSequences(group, evidence.of(group), here);
            }
        }
        requireSettings(evidence);
        remark(evidence);
        SourceCode source = Objects.requireNonNull(claim.source(), "the commit is worth measuring");
        Optional<Measured> measured =
                measure(source, "v" + claim.recorded().version().number());
        measured.ifPresent(here -> {
            requireSequences(SequenceGroup.TRAINING, evidence.of(SequenceGroup.TRAINING), sequencesOf(here.training()));
            requireSequences(SequenceGroup.HELD_OUT, evidence.of(SequenceGroup.HELD_OUT), sequencesOf(here.heldOut()));
            compare(claim, here);
        });
        return new Verification(claim.recorded().commit(), claim.recorded().version(), figures, remarks);
    }

    /** One source on both groups. */
    private record Measured(Evaluation training, Evaluation heldOut) {}

    private static List<SequenceInfo> sequencesOf(Evaluation evaluation) {
        return evaluation.sequences().stream().map(SequenceEvaluation::sequence).toList();
    }

    private static void requireSequences(SequenceGroup group, List<RecordedSequence> named, List<SequenceInfo> here) {
        String groupName = group.name().toLowerCase(Locale.ROOT).replace('_', '-');
        for (RecordedSequence sequence : named) {
            if (here.stream().noneMatch(info -> info.sha256().shortHex().equals(sequence.shortSha256()))) {
                throw new CannotVerifyException("the commit was measured on the " + groupName + " sequence '"
                        + sequence.name() + "' (" + sequence.shortSha256() + "), which is not among those here ("
                        + names(here) + "); name the video that it is cut from with --video FILE, each of several in"
                        + " the order of the run");
            }
        }
        if (here.size() != named.size()) {
            throw new CannotVerifyException("here are more " + groupName + " sequences (" + names(here)
                    + ") than the commit was measured on; name with --video only the videos of the run");
        }
    }

    private static String names(List<SequenceInfo> sequences) {
        return String.join(
                ", ",
                sequences.stream()
                        .map(info -> info.name() + " " + info.sha256().shortHex())
                        .toList());
    }

    private void requireSettings(RecordedEvidence evidence) {
        if (!evaluator.identity().settings().equals(evidence.settings())) {
            throw new CannotVerifyException("the commit was measured with other settings than those here, so its"
                    + " figures cannot come out again; give the run's configuration with --config (keys evaluator.*),"
                    + " and its videos in the same order and with the same file names");
        }
    }

    private void remark(RecordedEvidence evidence) {
        String here = evaluator.identity().name();
        if (!here.equals(evidence.evaluator())) {
            remarks.add("Measured by '" + evidence.evaluator() + "' then, and by '" + here + "' now.");
        }
    }

    /** Empty if the source was refused, which is then among the figures. */
    private Optional<Measured> measure(SourceCode source, String version) {
        Optional<Evaluation> training = measure(source, version, SequenceGroup.TRAINING);
        return training.flatMap(
                first -> measure(source, version, SequenceGroup.HELD_OUT).map(second -> new Measured(first, second)));
    }

    private Optional<Evaluation> measure(SourceCode source, String version, SequenceGroup group) {
        EvaluationOutcome outcome = evaluator.evaluate(source, group);
        return outcome.match(measured -> Optional.of(measured.evaluation()), refused -> {
            figures.add(CheckedFigure.of(
                    "measurement of " + version,
                    "possible",
                    "refused at stage %s: %s"
                            .formatted(
                                    refused.refusal().stage().name().toLowerCase(Locale.ROOT),
                                    refused.refusal().reason())));
            return Optional.empty();
        });
    }

    private void compare(ClaimedCommit claim, Measured measured) {
        boolean seed = CommitMessage.isSeed(claim.evolution());
        RecordedEvolution recorded = claim.recordedEvolution();
        Remeasurement.Before before = seed ? null : before(claim, measured);
        Remeasurement again = new Remeasurement(measured.training(), measured.heldOut(), before);
        double psnrDb = claim.evidence().headlinePsnrDb();
        figures.addAll(MessageFigures.compare(claim.evolution(), recorded, psnrDb, again));
        figures.addAll(Objects.requireNonNull(claim.metrics(), "the commit is worth measuring")
                .compare(recorded, seed, psnrDb, again));
    }

    private Remeasurement.@Nullable Before before(ClaimedCommit claim, Measured measured) {
        Optional<RecordedEvolution> found = versionBefore(claim);
        if (found.isEmpty()) {
            return null;
        }
        RecordedEvolution before = found.get();
        String name = before.version().toString();
        return ClaimedCommit.source(history, before.commit(), sourcePath, before, "source Sha256 of " + name, figures)
                .flatMap(source -> measure(source, name))
                .flatMap(base -> against(base, measured, before.version()))
                .orElse(null);
    }

    private Optional<Remeasurement.Before> against(Measured base, Measured measured, EvolutionVersion version) {
        Optional<Comparison> training = comparison(base.training(), measured.training());
        Optional<Comparison> heldOut = comparison(base.heldOut(), measured.heldOut());
        if (training.isEmpty() || heldOut.isEmpty()) {
            figures.add(CheckedFigure.of("comparison with " + version, "possible", "too little in common"));
            return Optional.empty();
        }
        return Optional.of(new Remeasurement.Before(version, training.get(), heldOut.get()));
    }

    private Optional<Comparison> comparison(Evaluation base, Evaluation measured) {
        GateVerdict verdict = gate.judge(base, measured);
        return verdict.match(
                better -> Optional.of(better.comparison()),
                notBetter -> Optional.of(notBetter.comparison()),
                indecisive -> Optional.empty());
    }

    /**
     * The commit of the version that the message compares with, on the line of first parents. Where that line has
     * versions, but not the named one, the name is wrong.
     */
    private Optional<RecordedEvolution> versionBefore(ClaimedCommit claim) {
        String improvement = claim.recordedEvolution().improvement();
        Matcher matcher = NAMED_VERSION.matcher(improvement == null ? "" : improvement);
        Integer named = matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
        RecordedEvolution nearest = null;
        Optional<CommitSummary> commit = history.parent(claim.evolution().id());
        while (commit.isPresent()) {
            RecordedEvolution recorded = CommitMessage.read(commit.get()).orElse(null);
            if (recorded != null) {
                if (named == null || named == recorded.version().number()) {
                    return Optional.of(recorded);
                }
                nearest = nearest == null ? recorded : nearest;
            }
            commit = history.parent(commit.get().id());
        }
        if (nearest != null) {
            figures.add(CheckedFigure.of(
                    "version before", "v" + named, nearest.version().toString()));
        } else {
            remarks.add(
                    "No version before this one is in the history here, so the BD-rate was not checked; a clone with"
                            + " the whole history has it ('git fetch --unshallow').");
        }
        return Optional.empty();
    }
}
