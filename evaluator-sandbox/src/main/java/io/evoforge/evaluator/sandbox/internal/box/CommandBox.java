package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.worker.Wire;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A process that runs a command once and is believed nothing but its standard output. */
public final class CommandBox implements AutoCloseable {
    /** How many bytes a run may get or print; an hour of a small film, and what our memory bears. */
    public static final int LONGEST_DATA = 128 << 20;

    private static final int LONGEST_REPORT = 1 << 20;
    /** What programs end with that could not do their work and may another time: {@code EX_TEMPFAIL} of sysexits.h. */
    private static final int EXIT_NOT_THE_CANDIDATES_FAULT = 75;

    private final Child child;

    CommandBox(Child child) {
        this.child = child;
    }

    /** Serves what a judge asks for while it works. */
    public interface Service {
        /** How many bytes follow the request in {@code line}; empty if it is none, but begins the report. */
        OptionalInt inputOf(String line);

        /**
         * What comes out of what {@code line} asks for.
         *
         * @param left how much time the judge has left
         */
        Timed<byte[]> serve(String line, byte[] input, Duration left) throws CandidateFault;
    }

    /**
     * What a command is run for.
     *
     * @param stage where a failure belongs
     * @param name such as "'encode 35' of the candidate"
     * @param sourceName the file whose lines the command may mention when it fails
     * @param whenLate what there is to say if it does not end within its limit
     */
    public record Action(Refusal.Stage stage, String name, String sourceName, String whenLate) {}

    /** A judge was ended by somebody else, or ended itself so that it looks like that. */
    public static final class KilledException extends Exception {
        private static final long serialVersionUID = 1L;

        KilledException(ChildFailure cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * What a judge prints after the last request, once it has ended with exit code 0.
     *
     * @throws CandidateFault if it took too long, printed too much or failed, or the service says so
     * @throws KilledException if it was ended by a signal
     * @throws EvaluatorException if it says that no candidate is to blame
     */
    public String report(Duration limit, Service service) throws CandidateFault, KilledException {
        long end = System.nanoTime() + limit.toNanos();
        Refused refused = new Refused();
        try {
            return child.exchange(limit, (in, out) -> {
                for (String line = line(in); ; line = line(in)) {
                    OptionalInt bytes = service.inputOf(line);
                    if (bytes.isEmpty()) {
                        String rest = rest(in, line);
                        child.requireSuccess();
                        return rest;
                    }
                    CommandBox.answer(in, out, line, bytes.getAsInt(), service, end, refused);
                }
            });
        } catch (ChildFailure e) {
            if (refused.fault != null) {
                throw refused.fault;
            }
            throw judgeFailed(e, limit);
        }
    }

    /**
     * Everything that the command prints after reading {@code input}, once it has ended with exit code 0.
     *
     * @param longest it may print no more bytes
     * @param action what it is, for the reason of a refusal
     * @throws KilledException if it was ended by a signal
     */
    public Timed<byte[]> output(byte[] input, int longest, Duration limit, Action action)
            throws CandidateFault, KilledException {
        long start = System.nanoTime();
        try {
            byte[] output = child.exchange(limit, (in, out) -> {
                // Beside the reading, because a command may answer before it has read everything, or not read at all.
                Thread feeder = new Thread(() -> feed(out, input), "box-input");
                feeder.setDaemon(true);
                feeder.start();
                byte[] bytes = in.readNBytes(longest + 1);
                if (bytes.length > longest) {
                    throw new ChildFailure(ChildFailure.Kind.REPORTED, "printed more than " + longest + " bytes");
                }
                child.requireSuccess();
                return bytes;
            });
            return new Timed<>(output, Duration.ofNanos(System.nanoTime() - start));
        } catch (ChildFailure e) {
            if (e.kind() == ChildFailure.Kind.KILLED) {
                throw new KilledException(e);
            }
            if (e.kind() == ChildFailure.Kind.TIMEOUT) {
                throw new CandidateFault(action.stage(), action.name() + " " + action.whenLate());
            }
            LastWords words = new LastWords(child.errorsAtEnd());
            throw new CandidateFault(
                    action.stage(),
                    action.name() + " failed: it " + e.getMessage() + saying(words),
                    words.placesIn(action.sourceName()));
        }
    }

    @Override
    public void close() {
        child.close();
    }

    private static final class Refused {
        private @Nullable CandidateFault fault;
    }

    private static void answer(
            DataInputStream in,
            DataOutputStream out,
            String line,
            int bytes,
            Service service,
            long end,
            Refused refused)
            throws IOException, ChildFailure {
        if (bytes < 0 || bytes > LONGEST_DATA) {
            throw new ChildFailure(
                    ChildFailure.Kind.REPORTED,
                    "asked for a run with " + bytes + " bytes of input, and " + LONGEST_DATA + " are the most");
        }
        byte[] input = Wire.readExactly(in, bytes);
        try {
            Timed<byte[]> answer = service.serve(line, input, Duration.ofNanos(end - System.nanoTime()));
            String head = String.format(
                    Locale.ROOT,
                    "{\"bytes\": %d, \"seconds\": %.6f}\n",
                    answer.value().length,
                    answer.time().toNanos() / 1e9);
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(answer.value());
            out.flush();
        } catch (CandidateFault e) {
            refused.fault = e;
            throw new ChildFailure(ChildFailure.Kind.REPORTED, e.refusal().reason());
        }
    }

    private CandidateFault judgeFailed(ChildFailure failure, Duration limit) throws KilledException {
        if (failure.kind() == ChildFailure.Kind.KILLED) {
            throw new KilledException(failure);
        }
        if (failure.exitCode() == EXIT_NOT_THE_CANDIDATES_FAULT) {
            throw new EvaluatorException(
                    EvaluatorException.Reason.RESOURCES,
                    "The command that measures says that it could not do its work (exit code "
                            + EXIT_NOT_THE_CANDIDATES_FAULT + ")" + saying() + ". No candidate is to blame.",
                    failure);
        }
        return new CandidateFault(
                Refusal.Stage.MEASURE,
                failure.kind() == ChildFailure.Kind.TIMEOUT
                        ? "the command took longer than " + limit.toMillis() / 1000.0 + " s and was ended"
                        : "the command " + failure.getMessage() + saying());
    }

    private String saying() {
        return saying(new LastWords(child.errorsAtEnd()));
    }

    private static String saying(LastWords words) {
        String verdict = words.verdict();
        return verdict.isEmpty() ? "" : ", saying '" + verdict + "'";
    }

    /** A line without its end; empty at the end of the stream. */
    private static String line(DataInputStream in) throws IOException, ChildFailure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
            requireReportLength(bytes.size());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String rest(DataInputStream in, String line) throws IOException, ChildFailure {
        byte[] bytes = in.readNBytes(LONGEST_REPORT + 1);
        requireReportLength(bytes.length + (long) line.length());
        return line + "\n" + new String(bytes, StandardCharsets.UTF_8);
    }

    private static void requireReportLength(long length) throws ChildFailure {
        if (length > LONGEST_REPORT) {
            throw new ChildFailure(ChildFailure.Kind.REPORTED, "printed more than " + LONGEST_REPORT + " bytes");
        }
    }

    private static void feed(DataOutputStream out, byte[] input) {
        try (out) {
            out.write(input);
        } catch (IOException e) {
            // It ended without reading everything, which is its own affair.
            return;
        }
    }
}
