package io.evoforge.tools;

import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.versioncontrol.CommitId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What became of a proposed candidate.
 *
 * @param candidate its number in the run
 * @param verdict the decision
 * @param reason why; says nothing about the held-out sequences but whether they confirmed it
 * @param bdRatePercent mean BD-rate on the training sequences against the champion, or null if it did not come to that
 * @param adoptedAs the version it became, or null
 * @param commit where that was published, or null
 * @param url the commit's page, or null
 */
public record ProposalReport(
        long candidate,
        Decision.Verdict verdict,
        String reason,
        @Nullable Double bdRatePercent,
        @Nullable EvolutionVersion adoptedAs,
        @Nullable CommitId commit,
        @Nullable URI url) {}
