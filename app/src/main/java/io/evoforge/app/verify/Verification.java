package io.evoforge.app.verify;

import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.CommitId;
import io.evoforge.vcs.message.CheckedFigure;
import io.evoforge.vcs.message.CheckedFigure.Verdict;
import java.util.List;

/**
 * What came of verifying a commit.
 *
 * @param commit which commit
 * @param version the version whose source it holds
 * @param figures all that was compared, in order; at least one
 * @param remarks what decides nothing and is worth knowing
 */
public record Verification(
        CommitId commit, EvolutionVersion version, List<CheckedFigure> figures, List<String> remarks) {
    public Verification {
        figures = List.copyOf(figures);
        remarks = List.copyOf(remarks);
    }

    /** Whether the commit holds what it says. */
    public boolean isTrue() {
        return count(Verdict.DIFFERS) == 0;
    }

    /** How many figures have this verdict. */
    public long count(Verdict verdict) {
        return figures.stream().filter(figure -> figure.verdict() == verdict).count();
    }
}
