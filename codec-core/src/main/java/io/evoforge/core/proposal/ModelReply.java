package io.evoforge.core.proposal;

/**
 * What a proposer answered.
 *
 * @param text as it came
 * @param model who answered
 * @param usage what it cost
 */
public record ModelReply(String text, String model, TokenUsage usage) {}
