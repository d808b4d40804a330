package io.evoforge.tools.chat;

/** What a model charges for its answers. */
@FunctionalInterface
public interface TokenPrice {
    /** For a model that costs nothing, or whose price nobody knows. */
    TokenPrice FREE = (inputTokens, outputTokens) -> 0;

    /** What these tokens cost, in millionths of a US dollar. */
    long microdollars(long inputTokens, long outputTokens);
}
