package io.evoforge.evaluator.sandbox.video;

import io.evoforge.core.evaluation.EvaluatorException;

/** Says in one form what is wrong with a video file: the file, what happened, what to do. */
final class VideoFaults {
    private VideoFaults() {}

    static EvaluatorException unreadable(String file, String what, String next) {
        return new EvaluatorException(
                EvaluatorException.Reason.VIDEO, "Cannot read video '" + file + "': " + what + ". " + next);
    }

    static EvaluatorException unreadable(String file, String what, String next, Throwable cause) {
        return new EvaluatorException(
                EvaluatorException.Reason.VIDEO, "Cannot read video '" + file + "': " + what + ". " + next, cause);
    }
}
