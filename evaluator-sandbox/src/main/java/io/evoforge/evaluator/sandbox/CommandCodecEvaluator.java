package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CommandBox;
import io.evoforge.evaluator.sandbox.internal.box.CommandBox.KilledException;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.SourcePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures candidates in any language through a command of yours, the judge, which prints one JSON object:
 * {@code {"sequences": [...]}}, or {@code {"refused": "why"}}; see {@code CommandReport} for the fields.
 *
 * <p>The judge asks for runs of the candidate, each a process in a fresh box, and never has it in its own process; see
 * {@code CommandRequest}. Its numbers are then as good as the judge. A judge that gets the source itself can be lied to by
 * it, and the level of containment says so.
 *
 * <p>Safe for use by several threads.
 */
public final class CommandCodecEvaluator implements ContainedEvaluator {
    private static final int UNUSED_HEAP = 64;
    /** A signal for all of our processes ends a box once. One that ends like this twice does it by itself. */
    private static final int TRIES = 2;

    private final CommandSettings settings;
    private final BoxedFiles judge;
    private final @Nullable BoxedFiles candidate;
    private final SourcePolicy sourcePolicy = new SourcePolicy();
    private final Boxes boxes;
    private final ContainmentReport containment;
    private final EvaluatorIdentity identity;

    /**
     * An evaluator.
     *
     * @throws EvaluatorException if a program or file of the commands is not there, the temporary directory cannot be
     *     written, or no box starts
     */
    public CommandCodecEvaluator(CommandSettings settings) {
        this.settings = settings;
        this.judge = BoxedFiles.of(settings.judge());
        this.candidate = settings.candidate() == null ? null : BoxedFiles.of(settings.candidate());
        this.boxes =
                new Boxes(Path.of(System.getProperty("java.home")), UNUSED_HEAP, true, EnumSet.allOf(Layer.class), 0);
        if (boxes.asOtherUser()) {
            requireReadable();
        }
        this.containment = settings.candidate() == null
                ? boxes.report()
                        .atMost(
                                ContainmentLevel.LIMITED,
                                "the command that measures runs the candidate itself, so a candidate may forge the"
                                        + " report; give the candidate a command of its own (evaluator.candidate-command)")
                : boxes.report();
        this.identity = new EvaluatorIdentity("command " + judge.told(), digest(), containment.level());
    }

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        try {
            sourcePolicy.check(source);
            Path directory = Files.createTempDirectory("evoforge-source-");
            Path file = directory.resolve(settings.sourceFileName());
            try {
                write(source, file);
                return new EvaluationOutcome.Measured(
                        new Evaluation(identity, group, CommandReport.read(report(file, group))));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(directory);
            }
        } catch (CandidateFault fault) {
            return new EvaluationOutcome.Refused(fault.refusal());
        } catch (IOException e) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "Cannot write the source into the temporary directory: '" + e.getMessage()
                            + "'. Free some space, or choose another with -Djava.io.tmpdir=DIR.",
                    e);
        }
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    @Override
    public ContainmentReport containment() {
        return containment;
    }

    @Override
    public void close() {
        boxes.close();
    }

    private void requireReadable() {
        try {
            judge.requireReadableByOthers();
            if (candidate != null) {
                candidate.requireReadableByOthers();
            }
        } catch (EvaluatorException e) {
            boxes.close();
            throw e;
        }
    }

    private String report(Path source, SequenceGroup group) throws CandidateFault {
        String groupName = group == SequenceGroup.TRAINING ? "training" : "held-out";
        boolean apart = candidate != null;
        List<Path> visible = apart ? judge.visible() : CandidateRuns.with(judge.visible(), source);
        List<String> command = judge.words().stream()
                .map(word -> word.equals(BoxedCommand.GROUP) ? groupName : word)
                .map(word -> word.equals(BoxedCommand.SOURCE) ? source.toString() : word)
                .toList();
        CandidateRuns runs = new CandidateRuns(boxes, settings.candidate(), candidate, source);
        for (int left = TRIES - 1; ; left--) {
            try (CommandBox box =
                    boxes.judgeBox(command, visible, settings.judge().memoryMegabytes())) {
                return box.report(settings.judge().limit(), runs);
            } catch (KilledException e) {
                if (left == 0) {
                    throw killed(e, apart);
                }
            }
        }
    }

    private static CandidateFault killed(KilledException e, boolean apart) {
        if (apart) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "The command that measures " + e.getMessage() + ", twice. Unless somebody stopped it, the machine"
                            + " most likely ran out of memory: free some, or let fewer candidates be measured at once.",
                    e);
        }
        return new CandidateFault(Refusal.Stage.MEASURE, "the command " + e.getMessage() + ", twice");
    }

    private static void write(SourceCode source, Path file) throws IOException {
        Files.writeString(file, source.text());
        Path directory = CandidateRuns.directoryOf(file);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            // The command runs as another user.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Of everything that decides what comes out: both commands, and whatever they may read. */
    private String digest() {
        return Sha256.of("judge " + judge.contents() + "\ncandidate " + (candidate == null ? "" : candidate.contents())
                        + "\nsource " + settings.sourceFileName())
                .hex();
    }
}
