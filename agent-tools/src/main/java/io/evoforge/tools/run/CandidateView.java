package io.evoforge.tools.run;

import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.EvolutionVersion;
import org.jspecify.annotations.Nullable;

/**
 * What became of a candidate so far. Sources and answers are not kept: there may be thousands of them.
 *
 * @param number its number in the run, from 1
 * @param metHeldOut whether it was put before the held-out sequences
 * @param decision what became of it, or null while it is under way
 * @param adoptedAs the version it became, or null
 */
public record CandidateView(
        long number,
        boolean metHeldOut,
        @Nullable Decision decision,
        @Nullable EvolutionVersion adoptedAs) {
    static CandidateView asked(long number) {
        return new CandidateView(number, false, null, null);
    }

    CandidateView beforeHeldOut() {
        return new CandidateView(number, true, decision, adoptedAs);
    }

    CandidateView with(Decision made) {
        return new CandidateView(number, metHeldOut, made, adoptedAs);
    }

    CandidateView with(EvolutionVersion version) {
        return new CandidateView(number, metHeldOut, decision, version);
    }
}
