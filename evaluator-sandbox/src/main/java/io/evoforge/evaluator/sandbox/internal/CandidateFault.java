package io.evoforge.evaluator.sandbox.internal;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Refusal;
import java.util.List;

/** The candidate failed a stage. Carries the refusal out of whatever was going on. */
public final class CandidateFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** A fault without details. */
    public CandidateFault(Refusal.Stage stage, String reason) {
        this(stage, reason, List.of());
    }

    /** A fault with details, such as the compiler's messages. */
    public CandidateFault(Refusal.Stage stage, String reason, List<Diagnostic> diagnostics) {
        super(OneLine.of(reason), null, false, false);
        this.refusal = new Refusal(stage, OneLine.of(reason), diagnostics);
    }

    /** What to answer. */
    public Refusal refusal() {
        return refusal;
    }
}
