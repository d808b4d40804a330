package io.evoforge.evaluator.sandbox;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.internal.box.Boxes;
import io.evoforge.evaluator.sandbox.internal.box.CommandBox;
import io.evoforge.evaluator.sandbox.internal.box.CommandBox.KilledException;
import io.evoforge.evaluator.sandbox.internal.box.Timed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs one candidate for a judge that asks for it: every run is a process in a box that nobody used before, gets its
 * arguments and bytes, and leaves nothing but what it prints. A run that fails ends the whole measurement, so that no judge
 * can take a failure for a result.
 */
final class CandidateRuns implements CommandBox.Service {
    /** A signal for all of our processes ends a box once. One that ends like this twice does it by itself. */
    private static final int TRIES = 2;

    private static final int LONGEST_ARGUMENTS = 4_096;

    private final Boxes boxes;
    private final @Nullable BoxedCommand command;
    private final @Nullable BoxedFiles files;
    private final Path source;

    /**
     * Runs of the candidate in {@code source}.
     *
     * @param command how a candidate is run; null if the judge does it
     * @param files the same, looked up
     */
    CandidateRuns(Boxes boxes, @Nullable BoxedCommand command, @Nullable BoxedFiles files, Path source) {
        this.boxes = boxes;
        this.command = command;
        this.files = files;
        this.source = source;
    }

    @Override
    public OptionalInt inputOf(String line) {
        return command == null
                ? OptionalInt.empty()
                : CommandRequest.read(line)
                        .map(request -> OptionalInt.of(request.bytes()))
                        .orElseGet(OptionalInt::empty);
    }

    @Override
    public Timed<byte[]> serve(String line, byte[] input, Duration left) throws CandidateFault {
        return run(CommandRequest.read(line).orElseThrow(), input, left);
    }

    /** {@code visible}, and the directory of {@code source}. */
    static List<Path> with(List<Path> visible, Path source) {
        List<Path> seen = new ArrayList<>(visible);
        seen.add(directoryOf(source));
        return seen;
    }

    static Path directoryOf(Path source) {
        return Objects.requireNonNull(source.getParent(), "a source stands in a directory");
    }

    private Timed<byte[]> run(CommandRequest request, byte[] input, Duration left) throws CandidateFault {
        List<String> arguments = request.run();
        BoxedCommand settings = Objects.requireNonNull(command);
        BoxedFiles found = Objects.requireNonNull(files);
        String told = String.join(" ", arguments);
        if (told.length() > LONGEST_ARGUMENTS || told.indexOf('\0') >= 0) {
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    "the judge asked for a run with arguments of " + told.length() + " characters, and "
                            + LONGEST_ARGUMENTS + " without a zero byte are the most");
        }
        List<String> words = new ArrayList<>();
        found.words().forEach(word -> words.add(word.equals(BoxedCommand.SOURCE) ? source.toString() : word));
        words.addAll(arguments);
        boolean hurried = left.compareTo(settings.limit()) < 0;
        Duration limit = hurried ? left : settings.limit();
        String whenLate = hurried
                ? "was at work when the time for the whole measurement was over; it had " + seconds(limit)
                        + " left, so make coding and decoding faster altogether"
                : "took longer than " + seconds(limit)
                        + " and was ended; make it faster, or look for a loop that never ends";
        Refusal.Stage stage = stage(arguments);
        String action = "'" + told + "' of the candidate";
        for (int tries = TRIES; ; tries--) {
            try (CommandBox box =
                    boxes.candidateBox(words, with(found.visible(), source), settings.memoryMegabytes())) {
                return box.output(
                        input,
                        request.longestOutput(),
                        limit,
                        new CommandBox.Action(stage, action, String.valueOf(source.getFileName()), whenLate));
            } catch (KilledException e) {
                if (tries == 1) {
                    throw new CandidateFault(stage, action + " failed: it " + e.getMessage() + ", twice");
                }
            }
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** A judge of a codec says what it wants first; what else it asks for is part of its measurement. */
    private static Refusal.Stage stage(List<String> arguments) {
        return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
            case "encode" -> Refusal.Stage.ENCODE;
            case "decode" -> Refusal.Stage.DECODE;
            default -> Refusal.Stage.MEASURE;
        };
    }
}
