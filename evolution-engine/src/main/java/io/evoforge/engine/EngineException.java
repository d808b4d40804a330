package io.evoforge.engine;

/** A run could not begin or go on, for a reason of its own. The message says what to do next. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** A rule of whoever set the run up does not let it begin. Nothing was asked, paid for or kept. */
        FORBIDDEN,
        /** The source a run begins with, or its champion, was refused by the evaluator. */
        CHAMPION_REFUSED,
        /** The source on the branch is not the one of the version that the branch holds. */
        FOREIGN_SOURCE,
        /** A second call of {@link EvolutionEngine#run} while the first still works. */
        RUNNING,
        /** The calling thread was interrupted; its interrupt flag is set again. */
        INTERRUPTED
    }

    /** An exception whose message says what happened, why, and what to do next. */
    public EngineException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
