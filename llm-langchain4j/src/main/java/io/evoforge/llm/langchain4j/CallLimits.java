package io.evoforge.llm.langchain4j;

import java.time.Duration;

/**
 * What one call may take.
 *
 * @param outputTokens the longest answer the model is asked for, in tokens, at least 1
 * @param continuations how often an answer that was cut at that length is asked to go on, at least 0
 * @param characters longer answers are cut off while they come, at least 1
 * @param deadline for the whole call with all its tries, pauses and continuations
 * @param tries of one request when faults pass by themselves, at least 1
 * @param longestPause between two tries; a provider that asks for a longer one is not waited for
 */
public record CallLimits(
        int outputTokens, int continuations, int characters, Duration deadline, int tries, Duration longestPause) {
    /** Enough for a whole codec, in ten minutes. */
    public static final CallLimits DEFAULT =
            new CallLimits(16_000, 2, 1_000_000, Duration.ofMinutes(10), 4, Duration.ofMinutes(2));

    public CallLimits {
        if (outputTokens < 1 || continuations < 0 || characters < 1 || tries < 1) {
            throw new IllegalArgumentException("output tokens, characters and tries are at least 1 and continuations at"
                    + " least 0 but were " + outputTokens + ", " + characters + ", " + tries + ", " + continuations);
        }
        if (deadline.isNegative() || deadline.isZero() || longestPause.isNegative()) {
            throw new IllegalArgumentException(
                    "a deadline is above 0 and a pause at least 0 but were " + deadline + " and " + longestPause);
        }
    }

    /** These limits with another length of answers and another number of continuations. */
    public CallLimits withAnswers(int tokens, int times) {
        return new CallLimits(tokens, times, characters, deadline, tries, longestPause);
    }

    /** These limits with another deadline and number of tries. */
    public CallLimits withPatience(Duration time, int times) {
        return new CallLimits(outputTokens, continuations, characters, time, times, longestPause);
    }
}
