package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import io.evoforge.evaluator.sandbox.worker.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A process that runs one candidate. Give it a sequence if it is to code, then the candidate, then ask it to code or to
 * rebuild; nothing that comes back is trusted. Never used for a second candidate, and of no use after a fault.
 */
public final class CodecBox implements AutoCloseable {
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(10);

    /** For starting to read; a busy machine may take as long for next to nothing. */
    private static final Duration HANDING_ALLOWANCE = Duration.ofSeconds(5);

    /** A tenth of what an ordinary machine does. */
    private static final long HANDED_BYTES_PER_SECOND = 20_000_000;

    private final Child child;
    private final int heapMegabytes;

    private CodecBox(Child child, int heapMegabytes) {
        this.child = child;
        this.heapMegabytes = heapMegabytes;
    }

    static CodecBox ready(Child child, int heapMegabytes, Duration limit) {
        try {
            child.exchange(limit, (in, out) -> {
                Replies.requireDone(in);
                return true;
            });
            return new CodecBox(child, heapMegabytes);
        } catch (ChildFailure e) {
            throw Faults.notStarted(child, e);
        }
    }

    /** Whether it can be given a candidate. */
    boolean isAlive() {
        return child.isAlive();
    }

    /**
     * Loads the candidate and runs its static initialisers.
     *
     * @param stage what the box will be used for
     * @throws EvaluatorException if the box was killed by somebody else
     */
    public void load(CompiledClasses candidate, Refusal.Stage stage) throws CandidateFault {
        attempt(stage, "loading its class", LOAD_LIMIT, (in, out) -> {
            out.writeByte(Wire.LOAD);
            out.writeUTF(candidate.className());
            out.writeInt(candidate.classFiles().size());
            for (Map.Entry<String, byte[]> entry : candidate.classFiles().entrySet()) {
                out.writeUTF(entry.getKey());
                Wire.writeBytes(out, entry.getValue());
            }
            out.flush();
            Replies.requireDone(in);
            return true;
        });
    }

    /**
     * Hands over the sequence that {@link #encode} will code; before the candidate, so that none can be at fault here.
     *
     * @throws EvaluatorException if the box does not take it
     */
    public void source(VideoSequence sequence) {
        Duration limit = HANDING_ALLOWANCE.plusMillis(1_000 * sequence.rawBytes() / HANDED_BYTES_PER_SECOND);
        try {
            child.exchange(limit, (in, out) -> {
                out.writeByte(Wire.SOURCE);
                Wire.writeSequence(out, sequence);
                out.flush();
                Replies.requireDone(in);
                return true;
            });
        } catch (ChildFailure e) {
            throw Faults.notHanded(limit, e);
        }
    }

    /**
     * Codes the sequence, or its beginning.
     *
     * @param frames how many to code
     * @param longest bitstreams beyond this many bytes are refused
     * @param occasion such as "at quality 20 on sequence 'a'", for the reason of a refusal
     * @throws EvaluatorException if the box was killed by somebody else
     */
    public Timed<byte[]> encode(int frames, int quality, long longest, Duration limit, String occasion)
            throws CandidateFault {
        return attempt(Refusal.Stage.ENCODE, "encode " + occasion, limit, (in, out) -> {
            out.writeByte(Wire.ENCODE);
            out.writeInt(frames);
            out.writeInt(quality);
            out.flush();
            Replies.requireDone(in);
            int length = in.readInt();
            if (length < 1 || length > longest) {
                throw new ChildFailure(
                        ChildFailure.Kind.REPORTED,
                        length == 0
                                ? "it returned an empty bitstream"
                                : "it returned " + Integer.toUnsignedString(length) + " bytes, and " + longest
                                        + ", twice the raw video, is the most");
            }
            return Wire.readExactly(in, length);
        });
    }

    /**
     * Rebuilds a sequence.
     *
     * @param expected the shape it has to have
     * @param occasion such as "at quality 20 on sequence 'a'", for the reason of a refusal
     * @throws EvaluatorException if the box was killed by somebody else
     */
    public Timed<VideoSequence> decode(byte[] bitstream, Wire.Shape expected, Duration limit, String occasion)
            throws CandidateFault {
        return attempt(Refusal.Stage.DECODE, "decode " + occasion, limit, (in, out) -> {
            out.writeByte(Wire.DECODE);
            Wire.writeBytes(out, bitstream);
            out.flush();
            Replies.requireDone(in);
            Wire.Shape shape = Wire.readShape(in);
            if (!shape.equals(expected)) {
                throw new ChildFailure(
                        ChildFailure.Kind.REPORTED,
                        "it returned " + describe(shape) + " where " + describe(expected) + " were coded");
            }
            return Wire.readFrames(in, shape);
        });
    }

    /** Ends the process. */
    @Override
    public void close() {
        child.close();
    }

    private <T> Timed<T> attempt(Refusal.Stage stage, String action, Duration limit, Child.Exchange<T> exchange)
            throws CandidateFault {
        Optional<Duration> before = child.processorTime();
        long start = System.nanoTime();
        T value;
        try {
            value = child.exchange(limit, exchange);
        } catch (ChildFailure e) {
            if (e.kind() == ChildFailure.Kind.KILLED) {
                throw Faults.killed(e);
            }
            throw new CandidateFault(stage, action + reason(e, limit));
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        Duration time = before.flatMap(from -> child.processorTime().map(to -> to.minus(from)))
                .orElse(wall);
        return new Timed<>(value, time);
    }

    private String reason(ChildFailure failure, Duration limit) {
        return switch (failure.kind()) {
            case TIMEOUT ->
                " took longer than " + limit.toMillis() / 1000.0 + " s and was ended; make it faster, or look"
                        + " for a loop that never ends";
            case MEMORY ->
                " ran out of memory: a heap of " + heapMegabytes + " MB is the most; hold fewer frames and"
                        + " tables at once";
            default -> " failed: " + failure.getMessage();
        };
    }

    private static String describe(Wire.Shape shape) {
        return shape.frames() + " frames of " + shape.width() + " x " + shape.height() + " at " + shape.rateNumerator()
                + "/" + shape.rateDenominator() + " per second";
    }
}
