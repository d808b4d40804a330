package io.evoforge.engine;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.Refusal;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evolution.Decision;
import io.evoforge.core.evolution.Decision.Verdict;
import io.evoforge.core.evolution.Evolution;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.Comparison;
import io.evoforge.core.gate.GateVerdict;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.source.SourceCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about the candidates of one generation, all of which were answered and measured as far as they can be. */
final class GenerationJudge {
    private final AdoptionGate gate;
    private final RunState state;
    private final Evolution champion;

    GenerationJudge(AdoptionGate gate, RunState state, Evolution champion) {
        this.gate = gate;
        this.state = state;
        this.champion = champion;
    }

    /** A candidate and what was decided about it. */
    record Decided(CandidateState candidate, Decision decision) {}

    /** What the judge says. */
    sealed interface Judgement {
        /** Nothing yet: this candidate has to be measured on the held-out sequences first. */
        record HeldOutNeeded(CandidateState candidate) implements Judgement {}

        /** A decision about each candidate, in their order. At most one is to adopt. */
        record Settled(List<Decided> decisions) implements Judgement {}
    }

    Judgement judge(List<CandidateState> generation) {
        Map<Long, Decision> decisions = new HashMap<>();
        Map<Sha256, Long> firstWith = new HashMap<>();
        CandidateState best = null;
        Comparison bestComparison = null;
        Map<Long, Comparison> better = new HashMap<>();
        for (CandidateState candidate : generation) {
            Decision decision = withoutComparison(candidate, firstWith);
            if (decision == null) {
                GateVerdict verdict =
                        gate.judge(state.measured(champion.source(), SequenceGroup.TRAINING), trainingOf(candidate));
                decision = verdict.<@Nullable Decision>match(
                        ahead -> {
                            better.put(candidate.number(), ahead.comparison());
                            return null;
                        },
                        behind -> new Decision(Verdict.REJECT, behind.reason(), behind.comparison(), null),
                        unclear -> new Decision(Verdict.INDECISIVE, unclear.reason(), null, null));
            }
            if (decision != null) {
                decisions.put(candidate.number(), decision);
                continue;
            }
            Comparison comparison = Objects.requireNonNull(better.get(candidate.number()));
            if (bestComparison == null || comparison.meanBdRatePercent() < bestComparison.meanBdRatePercent()) {
                best = candidate;
                bestComparison = comparison;
            }
        }
        if (best != null && bestComparison != null) {
            EvaluationOutcome heldOut = state.outcome(sourceOf(best), SequenceGroup.HELD_OUT);
            if (heldOut == null) {
                return new Judgement.HeldOutNeeded(best);
            }
            for (Map.Entry<Long, Comparison> other : better.entrySet()) {
                decisions.put(
                        other.getKey(),
                        new Decision(
                                Verdict.REJECT,
                                "better than the champion, but candidate " + best.number()
                                        + " of the same generation is better still",
                                other.getValue(),
                                null));
            }
            decisions.put(best.number(), confirmed(bestComparison, heldOut));
        }
        List<Decided> settled = new ArrayList<>();
        for (CandidateState candidate : generation) {
            settled.add(new Decided(candidate, Objects.requireNonNull(decisions.get(candidate.number()))));
        }
        return new Judgement.Settled(settled);
    }

    /**
     * Another decision about a version that was adopted over an older champion; a rejection if it cannot be compared any
     * more.
     */
    Decision again(SourceCode source) {
        EvaluationOutcome heldOut = state.outcome(source, SequenceGroup.HELD_OUT);
        if (heldOut == null || !(state.outcome(source, SequenceGroup.TRAINING) instanceof EvaluationOutcome.Measured)) {
            return rejected("measured by an evaluator that differs from the present one");
        }
        return gate.judge(
                        state.measured(champion.source(), SequenceGroup.TRAINING),
                        state.measured(source, SequenceGroup.TRAINING))
                .match(
                        better -> confirmed(better.comparison(), heldOut),
                        behind -> new Decision(Verdict.REJECT, behind.reason(), behind.comparison(), null),
                        unclear -> new Decision(Verdict.INDECISIVE, unclear.reason(), null, null));
    }

    /** The decision about a candidate that cannot be compared with the champion, or null. */
    private @Nullable Decision withoutComparison(CandidateState candidate, Map<Sha256, Long> firstWith) {
        Optional<String> objection = state.objection(candidate);
        if (objection.isPresent()) {
            return rejected(objection.get());
        }
        Sha256 canonical = candidate.canonical();
        if (canonical == null) {
            String fault = null;
            for (int attempt = 0; attempt < CandidateState.ATTEMPTS; attempt++) {
                fault = Objects.requireNonNullElse(candidate.fault(attempt), fault);
            }
            return rejected("no answer could be used. " + Objects.requireNonNullElse(fault, ""));
        }
        Long earlier = state.firstWith(canonical);
        Long sibling = firstWith.putIfAbsent(canonical, candidate.number());
        Long original = earlier != null ? earlier : sibling;
        if (original != null) {
            return rejected("the same program as "
                    + (original == 0 ? "the source that the run began with" : "candidate " + original)
                    + ", so it was not evaluated again");
        }
        EvaluationOutcome outcome = state.outcome(sourceOf(candidate), SequenceGroup.TRAINING);
        return outcome instanceof EvaluationOutcome.Refused refused ? rejected(told(refused.refusal())) : null;
    }

    private static Decision rejected(String reason) {
        return new Decision(Verdict.REJECT, reason, null, null);
    }

    private static String told(Refusal refusal) {
        return "refused at stage " + refusal.stage().name().toLowerCase(Locale.ROOT) + ": " + refusal.reason();
    }

    private Decision confirmed(Comparison training, EvaluationOutcome heldOut) {
        String ahead =
                String.format(Locale.ROOT, "BD-rate %+.2f %% on the training sequences", training.meanBdRatePercent());
        return heldOut.match(
                measured -> gate.judge(state.measured(champion.source(), SequenceGroup.HELD_OUT), measured.evaluation())
                        .match(
                                better -> new Decision(
                                        Verdict.ADOPT,
                                        ahead
                                                + String.format(
                                                        Locale.ROOT,
                                                        ", %+.2f %% on the held-out ones",
                                                        better.comparison().meanBdRatePercent()),
                                        training,
                                        better.comparison()),
                                notBetter -> new Decision(
                                        Verdict.REJECT,
                                        ahead + ", but on the held-out ones " + notBetter.reason(),
                                        training,
                                        notBetter.comparison()),
                                unclear -> new Decision(
                                        Verdict.INDECISIVE,
                                        ahead + ", but on the held-out ones " + unclear.reason(),
                                        training,
                                        null)),
                refused -> new Decision(
                        Verdict.REJECT,
                        ahead + ", but on the held-out ones it was " + told(refused.refusal()),
                        training,
                        null));
    }

    private Evaluation trainingOf(CandidateState candidate) {
        return state.measured(sourceOf(candidate), SequenceGroup.TRAINING);
    }

    private static SourceCode sourceOf(CandidateState candidate) {
        return Objects.requireNonNull(candidate.source(), "a candidate without a source was to be judged");
    }
}
