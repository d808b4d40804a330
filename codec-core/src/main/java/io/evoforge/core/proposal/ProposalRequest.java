package io.evoforge.core.proposal;

import io.evoforge.core.source.SourceCode;

/**
 * What a proposer is asked.
 *
 * @param call number of this request in the run, from 1; repair turns count
 * @param candidate number of the candidate, from 1
 * @param attempt 0 for the first answer, 1 for the repair turn after an answer that could not be used
 * @param seed for whatever chance the answer needs; a function of the run's seed and {@code candidate}
 * @param parent the source to improve; edits in the answer refer to it
 * @param prompt the whole prompt
 */
public record ProposalRequest(long call, long candidate, int attempt, long seed, SourceCode parent, String prompt) {}
