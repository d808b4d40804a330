package io.evoforge.engine;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        Map<CandidateState, Decision> decisions = new HashMap<>();
        Map<CandidateState, Comparison> better = new LinkedHashMap<>();
        Map<Sha256, Long> firstWith = new HashMap<>();
        for (CandidateState candidate : generation) {
            Decision decision = withoutComparison(candidate, firstWith);
            if (decision != null) {
                decisions.put(candidate, decision);
                continue;
            }
            GateVerdict verdict = onTraining(sourceOf(candidate));
            if (verdict instanceof GateVerdict.Better ahead) {
                better.put(candidate, ahead.comparison());
            } else {
                decisions.put(candidate, notAhead(verdict));
            }
        }
        Optional<Map.Entry<CandidateState, Comparison>> best = better.entrySet().stream()
                .min(Comparator.comparingDouble(entry -> entry.getValue().meanBdRatePercent()));
        if (best.isPresent()) {
            CandidateState winner = best.get().getKey();
            EvaluationOutcome heldOut = state.outcome(sourceOf(winner), SequenceGroup.HELD_OUT);
            if (heldOut == null) {
                return new Judgement.HeldOutNeeded(winner);
            }
            better.forEach((candidate, comparison) -> decisions.put(candidate, beaten(winner, comparison)));
            decisions.put(winner, confirmed(best.get().getValue(), heldOut));
        }
        return new Judgement.Settled(generation.stream()
                .map(candidate -> new Decided(candidate, Objects.requireNonNull(decisions.get(candidate))))
                .toList());
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
        GateVerdict verdict = onTraining(source);
        return verdict instanceof GateVerdict.Better ahead ? confirmed(ahead.comparison(), heldOut) : notAhead(verdict);
    }

    private GateVerdict onTraining(SourceCode challenger) {
        return gate.judge(
                state.measured(champion.source(), SequenceGroup.TRAINING),
                state.measured(challenger, SequenceGroup.TRAINING));
    }

    private static Decision notAhead(GateVerdict verdict) {
        return verdict instanceof GateVerdict.NotBetter behind
                ? new Decision(Verdict.REJECT, behind.reason(), behind.comparison(), null)
                : new Decision(Verdict.INDECISIVE, ((GateVerdict.Indecisive) verdict).reason(), null, null);
    }

    private static Decision beaten(CandidateState winner, Comparison comparison) {
        return new Decision(
                Verdict.REJECT,
                "better than the champion, but candidate " + winner.number()
                        + " of the same generation is better still",
                comparison,
                null);
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

    private static SourceCode sourceOf(CandidateState candidate) {
        return Objects.requireNonNull(candidate.source(), "a candidate without a source was to be judged");
    }
}
