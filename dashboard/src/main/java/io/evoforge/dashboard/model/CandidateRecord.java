package io.evoforge.dashboard.model;

import io.evoforge.core.evaluation.Diagnostic;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.EvolutionVersion;
import io.evoforge.core.evolution.RunEvent;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.source.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known about a candidate so far. Changed under the lock of {@link RunModel} only. */
final class CandidateRecord {
    final Plan planned;
    final List<String> faults = new ArrayList<>();
    CandidateState counted = CandidateState.ASKED;
    String summary = "";
    long microdollars;

    @Nullable
    String model;

    @Nullable
    Sha256 reply;

    @Nullable
    Sha256 source;

    @Nullable
    EvaluationOutcome training;

    @Nullable
    EvaluationOutcome heldOut;

    @Nullable
    Decision decision;

    @Nullable
    Instant decidedAt;

    @Nullable
    EvolutionVersion version;

    /** What was settled when it was asked for, without the prompt, which is long. */
    record Plan(long number, Sha256 parent, String proposer, String approach, Instant at) {}

    /** What only the page of this candidate shows. */
    record Texts(
            List<String> faults,
            List<CandidateDetail.Message> diagnostics,
            List<CandidateDetail.BdRate> training,
            List<CandidateDetail.BdRate> heldOut,
            @Nullable String model) {}

    CandidateRecord(RunEvent.Planned event) {
        this.planned =
                new Plan(event.candidate(), event.parent().sha256(), event.proposer(), event.approach(), event.at());
    }

    CandidateState state() {
        Decision decided = decision;
        if (decided == null) {
            return source == null ? CandidateState.ASKED : CandidateState.MEASURED;
        }
        return switch (decided.verdict()) {
            case ADOPT -> CandidateState.ADOPTED;
            case INDECISIVE -> CandidateState.INDECISIVE;
            case REJECT -> {
                if (training == null) {
                    yield CandidateState.UNUSABLE;
                }
                yield stage() == null ? CandidateState.REJECTED : CandidateState.REFUSED;
            }
        };
    }

    /** The stage at which the evaluator refused it, in lower case, or null. */
    @Nullable
    String stage() {
        for (EvaluationOutcome outcome : outcomes()) {
            if (outcome instanceof EvaluationOutcome.Refused refused) {
                return refused.refusal().stage().name().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private List<EvaluationOutcome> outcomes() {
        List<EvaluationOutcome> outcomes = new ArrayList<>(2);
        if (training != null) {
            outcomes.add(training);
        }
        if (heldOut != null) {
            outcomes.add(heldOut);
        }
        return outcomes;
    }

    @Nullable
    String reason() {
        Decision decided = decision;
        if (decided != null) {
            return decided.reason();
        }
        return faults.isEmpty() ? null : faults.get(faults.size() - 1);
    }

    boolean mentions(String lowerCase) {
        if (lowerCase.isEmpty()) {
            return true;
        }
        String reason = reason();
        return summary.toLowerCase(Locale.ROOT).contains(lowerCase)
                || (reason != null && reason.toLowerCase(Locale.ROOT).contains(lowerCase))
                || lowerCase.equals(Long.toString(planned.number()))
                || lowerCase.equals("#" + planned.number());
    }

    LineageGroup.Dot dot() {
        Decision decided = decision;
        Comparison compared = decided == null ? null : decided.training();
        return new LineageGroup.Dot(
                planned.number(),
                state(),
                compared == null ? null : compared.meanBdRatePercent(),
                version == null ? null : version.number());
    }

    Texts texts() {
        List<CandidateDetail.Message> diagnostics = new ArrayList<>();
        for (EvaluationOutcome outcome : outcomes()) {
            for (Diagnostic one : outcome.match(
                    EvaluationOutcome.Measured::diagnostics,
                    refused -> refused.refusal().diagnostics())) {
                diagnostics.add(new CandidateDetail.Message(one.line(), one.column(), one.message()));
            }
        }
        Decision decided = decision;
        return new Texts(
                List.copyOf(faults),
                diagnostics,
                decided == null ? List.of() : bdRates(decided.training()),
                decided == null ? List.of() : bdRates(decided.heldOut()),
                model);
    }

    private static List<CandidateDetail.BdRate> bdRates(@Nullable Comparison comparison) {
        return comparison == null
                ? List.of()
                : comparison.sequences().stream()
                        .map(one -> new CandidateDetail.BdRate(one.sequence(), one.bdRatePercent()))
                        .toList();
    }
}
