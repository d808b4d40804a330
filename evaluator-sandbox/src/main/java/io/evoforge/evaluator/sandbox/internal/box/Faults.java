package io.evoforge.evaluator.sandbox.internal.box;

import io.evoforge.core.evaluation.EvaluatorException;
import java.time.Duration;

/** Failures of a box that are ours. */
final class Faults {
    private Faults() {}

    /** The box never came up. */
    static EvaluatorException notStarted(Child child, ChildFailure failure) {
        child.close();
        return new EvaluatorException(
                EvaluatorException.Reason.BOX_UNAVAILABLE,
                "The box does not start: it " + failure.getMessage() + ", saying '" + child.errors()
                        + "'. Run `evoforge doctor` to see which part of the containment fails.",
                failure);
    }

    /** The box did not take its sequence, which no candidate has a part in. */
    static EvaluatorException notHanded(Duration limit, ChildFailure failure) {
        if (failure.kind() == ChildFailure.Kind.KILLED) {
            return killed(failure);
        }
        return new EvaluatorException(
                EvaluatorException.Reason.RESOURCES,
                "A box did not take its sequence within " + limit.toMillis() / 1000.0 + " s: it " + failure.getMessage()
                        + ". The machine is too busy, or the video too large for it: let fewer sequences be worked on at"
                        + " once, or give smaller videos.",
                failure);
    }

    /** Somebody outside killed the box: we because of another fault, a person, or the system for want of memory. */
    static EvaluatorException killed(ChildFailure failure) {
        return new EvaluatorException(
                EvaluatorException.Reason.RESOURCES,
                "A box " + failure.getMessage()
                        + ". Unless somebody stopped it, the machine most likely ran out of memory: free some, or let fewer"
                        + " sequences be worked on at once.",
                failure);
    }
}
