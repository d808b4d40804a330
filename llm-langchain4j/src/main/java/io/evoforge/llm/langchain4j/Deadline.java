package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.ProposerException.Reason;
import java.time.Duration;

/** The end of a call, on a clock that does not jump. */
record Deadline(Duration length, long nanos) {
    static Deadline in(Duration length) {
        return new Deadline(length, System.nanoTime() + length.toNanos());
    }

    /** What is left, never below zero. */
    Duration left() {
        long left = nanos - System.nanoTime();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    boolean isOver() {
        return left().isZero();
    }

    ModelFault passed() {
        return ModelFault.lasting(Reason.UNREACHABLE, "no whole answer came within " + length.toSeconds() + " s", null);
    }
}
