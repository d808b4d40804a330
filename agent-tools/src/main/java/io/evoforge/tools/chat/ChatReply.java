package io.evoforge.tools.chat;

/**
 * A whole answer.
 *
 * @param text the answer; untrusted text where a model wrote it
 * @param asksToConfirm whether it waits for a yes or a no
 */
public record ChatReply(String text, boolean asksToConfirm) {}
