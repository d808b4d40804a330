package io.evoforge.core.evaluation;

import java.util.List;

/**
 * Why a candidate was not measured.
 *
 * @param stage where it failed
 * @param reason one line for a person and for the model: what happened, and what to do instead where that is known
 * @param diagnostics details in order, such as a compiler's messages; may be empty
 */
public record Refusal(Stage stage, String reason, List<Diagnostic> diagnostics) {
    public Refusal {
        diagnostics = List.copyOf(diagnostics);
    }

    /** A refusal without further details. */
    public Refusal(Stage stage, String reason) {
        this(stage, reason, List.of());
    }

    /** The stages of an evaluation, in the order a candidate passes them. */
    public enum Stage {
        /** The text itself: encoding, size, forbidden characters, secrets. */
        SOURCE,
        /** The compiler. */
        COMPILE,
        /** The class: does it implement the seam, has it the right name and constructor. */
        SHAPE,
        /** The bytecode: does it call anything a codec has no business calling. */
        BYTECODE,
        /** Coding a sequence. */
        ENCODE,
        /** Rebuilding a sequence. */
        DECODE,
        /** The result: size, number of frames, determinism, monotone quality. */
        MEASURE
    }
}
