package io.evoforge.llm.langchain4j;

import io.evoforge.core.proposal.ModelReply;
import io.evoforge.core.proposal.ProposalRequest;
import java.time.Duration;

/**
 * One answered call, for whoever keeps a record of them.
 *
 * @param request what was asked
 * @param reply what was answered
 * @param ending how the answer ended
 * @param requests how many requests went over the network for it: tries and continuations
 * @param estimated whether the provider did not tell all of the usage, so that it was estimated
 * @param took from the first request to the end of the answer, with pauses
 */
public record ModelCall(
        ProposalRequest request, ModelReply reply, Ending ending, int requests, boolean estimated, Duration took) {}
