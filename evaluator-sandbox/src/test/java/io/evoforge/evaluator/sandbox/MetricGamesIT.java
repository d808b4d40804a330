package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluationOutcome;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.gate.AdoptionGate;
import io.evoforge.core.gate.GateSettings;
import io.evoforge.core.gate.GateVerdict;
import io.evoforge.core.source.SourceCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Codecs that break no rule and would gain by what a metric does not see: measured, and not adopted. */
class MetricGamesIT {
    private static final AdoptionGate GATE = new AdoptionGate(GateSettings.DEFAULT);

    private static SandboxCodecEvaluator evaluator;

    @BeforeAll
    static void start() {
        evaluator = new SandboxCodecEvaluator(Candidates.sequences(), SandboxSettings.DEFAULT.withParallel(2));
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    @Test
    void a_codec_that_throws_colour_away_is_not_better() {
        SourceCode grey = new SourceCode(Candidates.honest()
                .replace("code(frame.cb(), step, bits);", "")
                .replace("code(frame.cr(), step, bits);", "")
                .replace("plane((width + 1) / 2, (height + 1) / 2, step, bits)", "grey(width, height)")
                .replace(
                        "private static int clamp(int value) {",
                        "private static Plane grey(int width, int height) {"
                                + " byte[] samples = new byte[(width + 1) / 2 * ((height + 1) / 2)];"
                                + " java.util.Arrays.fill(samples, (byte) 128);"
                                + " return Plane.of((width + 1) / 2, (height + 1) / 2, samples); }\n"
                                + "    private static int clamp(int value) {"));

        assertThat(verdict(grey, SequenceGroup.TRAINING)).isInstanceOfSatisfying(GateVerdict.NotBetter.class, not -> {
            assertThat(not.comparison().meanBdRatePercent()).isLessThan(-10);
            assertThat(not.reason()).contains("colour");
        });
    }

    @Test
    void a_codec_that_knows_the_training_clip_by_heart_gains_nothing_on_held_out_sequences() {
        SourceCode knowing = new SourceCode(Candidates.honest()
                .replace(
                        "Bits bits = new Bits();",
                        "Bits bits = new Bits(); if (source.frames().size() == 4) {"
                                + " byte[] known = new byte[20 + quality]; known[0] = (byte) 255;"
                                + " known[1] = (byte) (1 + (100 - quality) / 4); return known; }")
                .replace(
                        "Bits bits = new Bits(bitstream);",
                        "Bits bits = new Bits(bitstream); if (bitstream[0] == (byte) 255) {"
                                + " List<Frame> known = new ArrayList<>();"
                                + " for (int i = 0; i < 4; i++) known.add(new Frame(known(47, 35, 3 * i, bitstream[1]),"
                                + " known(24, 18, i, bitstream[1]), known(24, 18, 2 * i, bitstream[1])));"
                                + " return new VideoSequence(new FrameRate(30_000, 1_001), known); }")
                .replace(
                        "private static int clamp(int value) {",
                        "private static Plane known(int width, int height, int shift, int step) {"
                                + " byte[] samples = new byte[width * height];"
                                + " for (int y = 0; y < height; y++) { for (int x = 0; x < width; x++) {"
                                + " double wave = Math.sin((x + shift) * 0.21) + Math.cos((y - shift) * 0.17)"
                                + " + Math.sin(x * y * 0.05);"
                                + " int sample = (byte) (128 + 40 * wave) & 0xff;"
                                + " samples[y * width + x] = (byte) clamp(sample / step * step + step / 2); } }"
                                + " return Plane.of(width, height, samples); }\n"
                                + "    private static int clamp(int value) {"));

        GateVerdict training = verdict(knowing, SequenceGroup.TRAINING);
        GateVerdict heldOut = verdict(knowing, SequenceGroup.HELD_OUT);

        assertThat(training)
                .isInstanceOfSatisfying(
                        GateVerdict.Better.class,
                        better -> assertThat(better.comparison().meanBdRatePercent())
                                .isLessThan(-90));
        assertThat(heldOut)
                .isInstanceOfSatisfying(
                        GateVerdict.NotBetter.class,
                        not -> assertThat(not.comparison().meanBdRatePercent()).isEqualTo(0));
    }

    private static GateVerdict verdict(SourceCode challenger, SequenceGroup group) {
        return GATE.judge(measured(new SourceCode(Candidates.honest()), group), measured(challenger, group));
    }

    private static Evaluation measured(SourceCode source, SequenceGroup group) {
        EvaluationOutcome outcome = evaluator.evaluate(source, group);
        assertThat(outcome).as(outcome.toString()).isInstanceOf(EvaluationOutcome.Measured.class);
        return ((EvaluationOutcome.Measured) outcome).evaluation();
    }
}
