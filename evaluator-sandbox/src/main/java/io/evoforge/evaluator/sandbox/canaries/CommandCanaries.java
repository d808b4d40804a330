package io.evoforge.evaluator.sandbox.canaries;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateVerdict;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.canaries.CanaryReport.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What can be known of an evaluator without knowing its language: that it measures the source which a run begins with, finds
 * the same a second time, does not call that better, and refuses what is no program.
 */
public final class CommandCanaries {
    private static final SourceCode NO_PROGRAM = new SourceCode("(this is [ no program { in any language\n");

    private final CodecEvaluator evaluator;
    private final AdoptionGate gate;
    private final SourceCode origin;

    /**
     * A check.
     *
     * @param gate what decides about adoption
     * @param origin what a run begins with
     */
    public CommandCanaries(CodecEvaluator evaluator, AdoptionGate gate, SourceCode origin) {
        this.evaluator = evaluator;
        this.gate = gate;
        this.origin = origin;
    }

    /**
     * Evaluates all canaries.
     *
     * @throws io.evoforge.core.evaluation.EvaluatorException if the evaluator cannot do its part
     */
    public CanaryReport check() {
        List<Finding> findings = new ArrayList<>();
        measured(SequenceGroup.TRAINING, findings);
        measured(SequenceGroup.HELD_OUT, findings);
        findings.add(evaluator
                .evaluate(NO_PROGRAM, SequenceGroup.TRAINING)
                .match(
                        measured -> new Finding("what is no program", false, "measured, and must not be"),
                        refused -> new Finding(
                                "what is no program",
                                true,
                                "refused: " + refused.refusal().reason())));
        return new CanaryReport(findings);
    }

    private void measured(SequenceGroup group, List<Finding> findings) {
        String where = group == SequenceGroup.TRAINING ? "training" : "held-out";
        EvaluationOutcome first = evaluator.evaluate(origin, group);
        findings.add(first.match(
                measured ->
                        new Finding("the first source, " + where, true, sequences(measured.evaluation()) + " measured"),
                refused -> new Finding("the first source, " + where, false, refusal(refused))));
        if (first instanceof EvaluationOutcome.Measured measured) {
            findings.add(again(measured.evaluation(), group, "the same once more, " + where));
        }
    }

    private Finding again(Evaluation first, SequenceGroup group, String canary) {
        return evaluator
                .evaluate(origin, group)
                .match(
                        measured -> {
                            GateVerdict verdict = gate.judge(first, measured.evaluation());
                            boolean equal = figures(first).equals(figures(measured.evaluation()));
                            boolean notBetter = verdict instanceof GateVerdict.NotBetter;
                            return new Finding(
                                    canary,
                                    equal && notBetter,
                                    verdict.match(
                                            better -> "better than itself",
                                            not -> equal ? "equal figures" : "other figures for the same source",
                                            indecisive -> "indecisive: " + indecisive.reason()));
                        },
                        refused -> new Finding(canary, false, refusal(refused)));
    }

    private static String refusal(EvaluationOutcome.Refused refused) {
        return "refused: " + refused.refusal().reason();
    }

    private static String sequences(Evaluation evaluation) {
        int count = evaluation.sequences().size();
        return count == 1 ? "1 sequence" : count + " sequences";
    }

    /** Everything but times, which are never the same. */
    private static List<String> figures(Evaluation evaluation) {
        List<String> figures = new ArrayList<>();
        for (SequenceEvaluation one : evaluation.sequences()) {
            for (QualityPoint point : one.points()) {
                figures.add(String.format(
                        Locale.ROOT,
                        "%s %d %d %s %s %s %s %s",
                        one.sequence(),
                        point.quality(),
                        point.bytes(),
                        point.psnrYDb(),
                        point.psnrCbDb(),
                        point.psnrCrDb(),
                        point.worstFramePsnrYDb(),
                        point.ssimY()));
            }
        }
        return figures;
    }
}
