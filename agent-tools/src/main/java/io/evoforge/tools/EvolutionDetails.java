package io.evoforge.tools;

import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evolution.EvolutionId;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.util.List;

/**
 * An adopted version with the evidence for it, without the held-out sequences: a model may read it, and what a model has
 * seen can no longer be held out. People find them in {@link io.evoforge.tools.run.RunView}.
 *
 * @param evolution the version in one line
 * @param id names the adoption
 * @param sourceSha256 digest of the source
 * @param source the adopted source, exactly as measured
 * @param proposer who proposed it
 * @param candidate number of the candidate in its run, or 0 for a seed
 * @param evaluator what measured
 * @param sequences the measurement on the training sequences
 */
public record EvolutionDetails(
        EvolutionLine evolution,
        EvolutionId id,
        Sha256 sourceSha256,
        SourceCode source,
        String proposer,
        long candidate,
        String evaluator,
        List<SequenceEvaluation> sequences) {
    public EvolutionDetails {
        sequences = List.copyOf(sequences);
    }
}
