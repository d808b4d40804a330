package io.evoforge.core.proposal;

/**
 * What one call of a model cost.
 *
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the answer
 * @param microdollars price in millionths of a US dollar
 */
public record TokenUsage(long inputTokens, long outputTokens, long microdollars) {
    /** Nothing: no model was asked. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0);

    public TokenUsage {
        if (inputTokens < 0 || outputTokens < 0 || microdollars < 0) {
            throw new IllegalArgumentException("token counts and prices cannot be negative");
        }
    }

    /** This and {@code other} together. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                inputTokens + other.inputTokens, outputTokens + other.outputTokens, microdollars + other.microdollars);
    }
}
