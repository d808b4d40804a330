package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.TokenUsage;
import java.time.Duration;

/**
 * What a model said in one call, with all its continuations.
 *
 * @param text as it came
 * @param ending how it ended
 * @param usage what it cost
 * @param requests how many requests went over the network for it
 * @param estimated whether the provider did not tell all of the usage, so that it was estimated
 * @param took from the first request to the end of the answer, with pauses
 */
record Said(String text, Ending ending, TokenUsage usage, int requests, boolean estimated, Duration took) {}
