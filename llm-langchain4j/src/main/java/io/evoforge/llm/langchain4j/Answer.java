package io.evoforge.llm.langchain4j;

/**
 * What one request brought.
 *
 * @param estimated whether the token counts are our estimate
 */
record Answer(String text, Ending ending, long inputTokens, long outputTokens, boolean estimated) {}
