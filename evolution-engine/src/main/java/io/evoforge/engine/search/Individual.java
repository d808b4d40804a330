package io.evoforge.engine.search;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.source.SourceCode;
import java.util.List;

/**
 * A source that was measured and may become a parent.
 *
 * @param candidate its number, 0 for the one a run began with
 * @param source the source
 * @param training its measurement on the training sequences
 * @param diagnostics what was noticed when it was measured
 * @param score BD-rate in percent on the training sequences against the one the run began with; lower is better
 * @param summary one line by its proposer; untrusted text
 */
public record Individual(
        long candidate,
        SourceCode source,
        Evaluation training,
        List<Diagnostic> diagnostics,
        double score,
        String summary) {
    public Individual {
        diagnostics = List.copyOf(diagnostics);
    }
}
