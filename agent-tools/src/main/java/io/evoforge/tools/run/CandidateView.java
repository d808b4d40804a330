package io.evoforge.tools.run;

import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.source.SourceCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate as far as its events go.
 *
 * @param number its number in the run, from 1
 * @param proposer who was asked
 * @param approach which kind of change was asked for
 * @param parent the source to improve
 * @param reply what the proposer answered last; untrusted text; null if nothing came yet
 * @param faults why answers could not be used, oldest first
 * @param source what was evaluated, or null if it did not come to that
 * @param training what came out on the training sequences, or null if it did not come to that
 * @param heldOut what came out on the held-out sequences, or null if it did not come to that
 * @param decision what became of it, or null while it is under way
 * @param adoptedAs the version it became, or null
 * @param summary one line by the proposer about its change, or null unless it was adopted; untrusted text
 * @param microdollars what its answers cost, in millionths of a US dollar
 * @param at when something last happened to it
 */
public record CandidateView(
        long number,
        String proposer,
        String approach,
        SourceCode parent,
        @Nullable String reply,
        List<String> faults,
        @Nullable SourceCode source,
        @Nullable EvaluationOutcome training,
        @Nullable EvaluationOutcome heldOut,
        @Nullable Decision decision,
        @Nullable EvolutionVersion adoptedAs,
        @Nullable String summary,
        long microdollars,
        Instant at) {
    public CandidateView {
        faults = List.copyOf(faults);
    }
}
