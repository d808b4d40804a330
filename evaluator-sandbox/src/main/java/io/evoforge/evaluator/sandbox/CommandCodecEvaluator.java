package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.containment.ContainmentReport;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CommandBox;
import io.evoforge.evaluator.sandbox.internal.box.Layer;
import io.evoforge.evaluator.sandbox.internal.candidate.SourcePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Measures candidates in any language through a command of yours. It gets the path of the source file and prints one
 * JSON object: {@code {"sequences": [...]}}, or {@code {"refused": "why"}}; see {@code CommandReport} for the fields.
 *
 * <p>The command runs in a box like any candidate: no environment, no network, nothing to write, a limit on time and
 * memory. Its numbers are its own, though: it has to keep the source it runs from forging them.
 *
 * <p>Safe for use by several threads.
 */
public final class CommandCodecEvaluator implements CodecEvaluator, AutoCloseable {
    private static final int UNUSED_HEAP = 64;

    private final CommandSettings settings;
    private final SourcePolicy sourcePolicy = new SourcePolicy();
    private final Boxes boxes;
    private final List<Path> visible;

    /**
     * An evaluator.
     *
     * @param visible files and directories that the command may read beside the system's programs: its script, videos
     * @throws EvaluatorException if the temporary directory cannot be written, or no box starts
     */
    public CommandCodecEvaluator(CommandSettings settings, List<Path> visible) {
        this.settings = settings;
        this.visible = visible.stream().map(Path::toAbsolutePath).toList();
        this.boxes =
                new Boxes(Path.of(System.getProperty("java.home")), UNUSED_HEAP, true, EnumSet.allOf(Layer.class), 0);
    }

    @Override
    public EvaluationOutcome evaluate(SourceCode source, SequenceGroup group) {
        try {
            sourcePolicy.check(source);
            Path directory = Files.createTempDirectory("evoforge-source-");
            try {
                return new EvaluationOutcome.Measured(
                        new Evaluation(identity(), group, CommandReport.read(run(source, group, directory))));
            } finally {
                Files.deleteIfExists(directory.resolve(settings.sourceFileName()));
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
        String command = String.join(" ", settings.command());
        return new EvaluatorIdentity(
                "command " + command,
                Sha256.of(settings.toString()).hex(),
                boxes.report().level());
    }

    /** How well the command is held here. */
    public ContainmentReport containment() {
        return boxes.report();
    }

    @Override
    public void close() {
        boxes.close();
    }

    private String run(SourceCode source, SequenceGroup group, Path directory) throws IOException, CandidateFault {
        Path file = Files.writeString(directory.resolve(settings.sourceFileName()), source.text());
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            // The command runs as another user.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        String groupName = group == SequenceGroup.TRAINING ? "training" : "held-out";
        List<String> command = settings.command().stream()
                .map(argument -> argument.equals(CommandSettings.SOURCE) ? file.toString() : argument)
                .map(argument -> argument.equals(CommandSettings.GROUP) ? groupName : argument)
                .toList();
        List<Path> seen = new ArrayList<>(visible);
        seen.add(directory);
        try (CommandBox box = boxes.commandBox(command, seen, settings.memoryMegabytes())) {
            return box.output(settings.limit());
        }
    }
}
