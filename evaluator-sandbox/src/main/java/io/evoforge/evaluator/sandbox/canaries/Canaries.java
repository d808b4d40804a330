package io.evoforge.evaluator.sandbox.canaries;

import io.evoforge.core.evaluation.CodecEvaluator;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateVerdict;
import io.evoforge.core.source.SourceCode;
import io.evoforge.evaluator.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Sends codecs with known verdicts through an evaluator and a gate: one that is better than a plain codec, one that does
 * the same, one that is worse, one that cheats and one that crashes. An evaluator or a gate that takes one for another
 * must not be used.
 */
public final class Canaries {
    private final CodecEvaluator evaluator;
    private final AdoptionGate gate;
    private final String candidateClass;

    /**
     * A check of an evaluator that takes codecs in the class of {@link SandboxSettings#DEFAULT}.
     *
     * @param gate what decides about adoption
     */
    public Canaries(CodecEvaluator evaluator, AdoptionGate gate) {
        this(evaluator, gate, SandboxSettings.DEFAULT.candidateClass());
    }

    /**
     * A check.
     *
     * @param gate what decides about adoption
     * @param candidateClass binary name of the class that the evaluator wants to be declared
     */
    public Canaries(CodecEvaluator evaluator, AdoptionGate gate, String candidateClass) {
        this.evaluator = evaluator;
        this.gate = gate;
        this.candidateClass = candidateClass;
    }

    /**
     * Evaluates all canaries on the training sequences.
     *
     * @throws io.evoforge.core.evaluation.EvaluatorException if the evaluator cannot do its part
     */
    public CanaryReport check() {
        String better = better(candidateClass);
        String plain = plain(better);
        EvaluationOutcome champion = evaluator.evaluate(new SourceCode(plain), SequenceGroup.TRAINING);
        List<CanaryReport.Finding> findings = new ArrayList<>();
        champion.match(
                measured -> findings.addAll(comparedWith(measured.evaluation(), plain, better)),
                refused -> findings.add(new CanaryReport.Finding(
                        "a plain codec", false, "refused: " + refused.refusal().reason())));
        return new CanaryReport(findings);
    }

    private List<CanaryReport.Finding> comparedWith(Evaluation champion, String plain, String better) {
        return List.of(
                compare("a better codec", champion, better, GateVerdict.Better.class),
                compare("the same codec", champion, plain + "// no change\n", GateVerdict.NotBetter.class),
                compare("a worse codec", champion, worse(plain), GateVerdict.NotBetter.class),
                refuse("a cheating codec", cheating(plain)),
                refuse("a crashing codec", crashing(plain, highestQuality(champion))));
    }

    private CanaryReport.Finding compare(
            String canary, Evaluation champion, String source, Class<? extends GateVerdict> expected) {
        return evaluator
                .evaluate(new SourceCode(source), SequenceGroup.TRAINING)
                .match(
                        measured -> {
                            GateVerdict verdict = gate.judge(champion, measured.evaluation());
                            return new CanaryReport.Finding(
                                    canary,
                                    expected.isInstance(verdict),
                                    verdict.match(
                                            better -> String.format(
                                                    Locale.ROOT,
                                                    "better, BD-rate %+.2f %%",
                                                    better.comparison().meanBdRatePercent()),
                                            notBetter -> "not better: " + notBetter.reason(),
                                            indecisive -> "indecisive: " + indecisive.reason()));
                        },
                        refused -> new CanaryReport.Finding(
                                canary, false, "refused: " + refused.refusal().reason()));
    }

    private CanaryReport.Finding refuse(String canary, String source) {
        return evaluator
                .evaluate(new SourceCode(source), SequenceGroup.TRAINING)
                .match(
                        measured -> new CanaryReport.Finding(canary, false, "measured, and must not be"),
                        refused -> new CanaryReport.Finding(
                                canary, true, "refused: " + refused.refusal().reason()));
    }

    /** Every fourth sample follows a bit that says nothing, so that there is something to save on any video. */
    private static String plain(String better) {
        return edit(
                edit(
                        better,
                        "bits.putSigned(level);",
                        "bits.put(0, x % 4 == 0 ? 1 : 0);\n                bits.putSigned(level);"),
                "prediction = clamp(prediction + bits.getSigned() * step);",
                "bits.get(x % 4 == 0 ? 1 : 0);\n"
                        + "                prediction = clamp(prediction + bits.getSigned() * step);");
    }

    /** Every frame followed by a byte that says nothing for each row. */
    private static String worse(String plain) {
        return edit(
                edit(
                        plain,
                        "int prediction = 128;\n            for (int x = 0; x < plane",
                        "int prediction = 128;\n            bits.put(0, 24);\n            for (int x = 0; x < plane"),
                "int prediction = 128;\n            for (int x = 0; x < width",
                "int prediction = 128;\n            bits.get(24);\n            for (int x = 0; x < width");
    }

    /** Keeps the frames where only a decoder in the same process could find them. */
    private static String cheating(String plain) {
        return edit(
                edit(
                        edit(
                                plain,
                                "implements VideoCodec {",
                                "implements VideoCodec {\n    private static VideoSequence kept;\n"),
                        "Bits bits = new Bits();\n        int step",
                        "kept = source;\n        Bits bits = new Bits();\n        int step"),
                "Bits bits = new Bits(bitstream);",
                "if (bitstream.length > 0) {\n            return kept;\n        }\n        Bits bits = new Bits(bitstream);");
    }

    /** Fails at one quality only. */
    private static String crashing(String plain, int quality) {
        return edit(
                plain,
                "bits.put(step, 8);",
                "bits.put(step, 8);\n        bits.put(1 / (quality == " + quality + " ? 0 : 1), 0);");
    }

    private static int highestQuality(Evaluation champion) {
        List<QualityPoint> points = champion.sequences().get(0).points();
        return points.get(points.size() - 1).quality();
    }

    private static String edit(String text, String part, String replacement) {
        if (!text.contains(part)) {
            throw new IllegalStateException("the plain codec does not hold '" + part + "'");
        }
        return text.replace(part, replacement);
    }

    /** The codec as it ships: the plain one is made from it. */
    private static String better(String candidateClass) {
        try (InputStream in = Objects.requireNonNull(Canaries.class.getResourceAsStream("PlainCodec.java"))) {
            int dot = candidateClass.lastIndexOf('.');
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("package io.evoforge.evolved;", "package " + candidateClass.substring(0, dot) + ";")
                    .replace("EvolvedCodec", candidateClass.substring(dot + 1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the canaries from our jar", e);
        }
    }
}
