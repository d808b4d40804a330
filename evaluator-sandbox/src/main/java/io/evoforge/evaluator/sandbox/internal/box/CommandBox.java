package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.Refusal;
import io.evoforge.evaluator.sandbox.internal.CandidateFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process that runs a command once and is believed nothing but its standard output. */
public final class CommandBox implements AutoCloseable {
    private static final int LONGEST_OUTPUT = 1 << 20;

    private final Child child;

    CommandBox(Child child) {
        this.child = child;
    }

    /**
     * Everything the command prints, once it has ended with exit code 0.
     *
     * @throws CandidateFault if it took too long, printed too much or failed
     */
    public String output(Duration limit) throws CandidateFault {
        try {
            return child.exchange(limit, (in, out) -> {
                out.close();
                byte[] bytes = in.readNBytes(LONGEST_OUTPUT + 1);
                if (bytes.length > LONGEST_OUTPUT) {
                    throw new ChildFailure(
                            ChildFailure.Kind.REPORTED, "printed more than " + LONGEST_OUTPUT + " bytes");
                }
                child.requireSuccess();
                return new String(bytes, StandardCharsets.UTF_8);
            });
        } catch (ChildFailure e) {
            if (e.kind() == ChildFailure.Kind.TIMEOUT) {
                throw new CandidateFault(
                        Refusal.Stage.MEASURE,
                        "the command took longer than " + limit.toMillis() / 1000.0 + " s and was ended");
            }
            String errors = child.errors();
            throw new CandidateFault(
                    Refusal.Stage.MEASURE,
                    "the command " + e.getMessage() + (errors.isEmpty() ? "" : ", saying '" + errors + "'"));
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
