package io.evoforge.core.gate;

import static io.evoforge.core.evaluation.Evaluations.evaluation;
import static io.evoforge.core.evaluation.Evaluations.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.Evaluations;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.metrics.BdRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AdoptionGateTest {
    private static final double[] RATES = {1e5, 2e5, 4e5, 8e5};
    private static final double[] PSNR = {30, 33, 36, 39};
    private static final AdoptionGate GATE = new AdoptionGate(GateSettings.DEFAULT);
    private static final Evaluation CHAMPION = evaluation("s", relative("a", 0), relative("b", 0));

    @Test
    void fewer_bits_everywhere_are_better() {
        GateVerdict verdict = GATE.judge(CHAMPION, evaluation("s", relative("a", -5), relative("b", -3)));

        assertThat(verdict).isInstanceOfSatisfying(GateVerdict.Better.class, better -> {
            assertThat(better.comparison().group()).isEqualTo(SequenceGroup.TRAINING);
            assertThat(better.comparison().meanBdRatePercent()).isCloseTo(-4, within(1e-9));
            assertThat(better.comparison().sequences())
                    .extracting(SequenceComparison::sequence)
                    .containsExactly("a", "b");
            assertThat(better.comparison().sequences().get(0).bdRatePercent()).isCloseTo(-5, within(1e-9));
        });
    }

    @Test
    void a_loss_on_one_sequence_within_the_limit_is_allowed() {
        GateVerdict verdict = GATE.judge(CHAMPION, evaluation("s", relative("a", -5), relative("b", 1.9)));

        assertThat(verdict).isInstanceOf(GateVerdict.Better.class);
    }

    @Test
    void the_same_is_not_better() {
        GateVerdict verdict = GATE.judge(CHAMPION, CHAMPION);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.NotBetter.class,
                        not -> assertThat(not.reason())
                                .isEqualTo("BD-rate +0.00 % in the mean, needed at most -1.00 %"));
    }

    @Test
    void a_gain_below_the_threshold_is_not_enough() {
        GateVerdict verdict = GATE.judge(CHAMPION, evaluation("s", relative("a", -0.9), relative("b", -0.9)));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.NotBetter.class,
                        not -> assertThat(not.reason())
                                .isEqualTo("BD-rate -0.90 % in the mean, needed at most -1.00 %"));
    }

    @Test
    void one_bad_sequence_vetoes_a_good_mean() {
        GateVerdict verdict = GATE.judge(CHAMPION, evaluation("s", relative("a", -30), relative("b", 2.5)));

        assertThat(verdict).isInstanceOfSatisfying(GateVerdict.NotBetter.class, not -> {
            assertThat(not.reason()).isEqualTo("BD-rate +2.50 % on sequence 'b', allowed at most +2.00 %");
            assertThat(not.comparison().worst().sequence()).isEqualTo("b");
        });
    }

    @Test
    void fewer_bits_at_lower_quality_are_not_better() {
        double[] halfTheBits = Arrays.stream(RATES).map(rate -> rate / 2).toArray();
        double[] lowerByThree = Arrays.stream(PSNR).map(psnr -> psnr - 3).toArray();
        Evaluation champion = evaluation("s", sequence("a", RATES, PSNR));

        GateVerdict verdict = GATE.judge(champion, evaluation("s", sequence("a", halfTheBits, lowerByThree)));

        // the same curve, only further down
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.NotBetter.class,
                        not -> assertThat(not.comparison().meanBdRatePercent()).isCloseTo(0, within(1e-9)));
    }

    @Test
    void bits_taken_from_colour_are_no_gain() {
        Evaluation champion = evaluation("s", coloured("a", 0, 40, 40, 40, 40));

        GateVerdict grey = GATE.judge(champion, evaluation("s", coloured("a", -12, 22, 22, 22, 22)));
        GateVerdict paler = GATE.judge(champion, evaluation("s", coloured("a", -3, 39, 39, 39, 39)));
        GateVerdict greyAtOneQuality = GATE.judge(champion, evaluation("s", coloured("a", -6, 40, 40, 22, 40)));

        assertThat(List.of(grey, paler, greyAtOneQuality))
                .allSatisfy(verdict -> assertThat(verdict)
                        .isInstanceOfSatisfying(
                                GateVerdict.NotBetter.class,
                                not -> assertThat(not.reason())
                                        .contains("colour", "code Cb and Cr as well as the champion does")));
    }

    @Test
    void the_bd_rate_with_colour_is_that_of_luma_where_colour_stays_and_worse_where_it_suffers() {
        Evaluation champion = evaluation("s", coloured("a", 0, 40, 40, 40, 40));

        assertThat(GATE.colourBdRatePercent(champion, evaluation("s", coloured("a", -5, 40, 40, 40, 40)))
                        .orElseThrow())
                .isCloseTo(-5, within(1e-9));
        assertThat(GATE.colourBdRatePercent(champion, evaluation("s", coloured("a", -5, 39, 39, 39, 39)))
                        .orElseThrow())
                .isBetween(1.0, 5.0);
        assertThat(GATE.colourBdRatePercent(champion, evaluation("s", coloured("a", -5, 40, 40, 10, 40))))
                .isEmpty();
        assertThatThrownBy(() -> GATE.colourBdRatePercent(champion, evaluation("t", coloured("a", 0, 40, 40, 40, 40))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void colour_that_a_gain_pays_for_is_no_veto() {
        Evaluation champion = evaluation("s", coloured("a", 0, 40, 40, 40, 40));

        GateVerdict slightlyPaler = GATE.judge(champion, evaluation("s", coloured("a", -12, 39.9, 39.9, 39.9, 39.9)));
        GateVerdict fresher = GATE.judge(champion, evaluation("s", coloured("a", -2, 41, 42, 43, 44)));

        assertThat(slightlyPaler).isInstanceOf(GateVerdict.Better.class);
        assertThat(fresher).isInstanceOf(GateVerdict.Better.class);
    }

    @Test
    void a_champion_whose_colour_falls_at_one_quality_can_be_replaced() {
        Evaluation champion = evaluation(
                "s",
                coloured(
                        "a",
                        new double[] {1e5, 2e5, 4e5, 8e5, 16e5},
                        new double[] {30, 33, 36, 39, 42},
                        40,
                        40,
                        20,
                        40,
                        40));

        GateVerdict verdict = GATE.judge(
                champion,
                evaluation(
                        "s",
                        coloured(
                                "a",
                                new double[] {9e4, 18e4, 36e4, 72e4, 144e4},
                                new double[] {30, 33, 36, 39, 42},
                                40,
                                40,
                                40,
                                40,
                                40)));

        assertThat(verdict).isInstanceOf(GateVerdict.Better.class);
    }

    @Test
    void too_small_an_overlap_is_indecisive() {
        double[] higher = Arrays.stream(PSNR).map(psnr -> psnr + 6.5).toArray();
        Evaluation champion = evaluation("s", sequence("a", RATES, PSNR));

        GateVerdict verdict = GATE.judge(champion, evaluation("s", sequence("a", RATES, higher)));

        assertThat(verdict)
                .isEqualTo(new GateVerdict.Indecisive("the two share less than 3.0 dB of PSNR-Y on sequence 'a', too"
                        + " little to compare them; keep the PSNR of each quality setting near the champion's"));
    }

    @Test
    void no_overlap_at_all_is_indecisive() {
        double[] higher = Arrays.stream(PSNR).map(psnr -> psnr + 20).toArray();
        Evaluation champion = evaluation("s", sequence("a", RATES, PSNR));

        assertThat(GATE.judge(champion, evaluation("s", sequence("a", RATES, higher))))
                .isInstanceOf(GateVerdict.Indecisive.class);
    }

    @Test
    void three_points_are_indecisive() {
        double[] three = {1e5, 2e5, 4e5};
        double[] psnr = {30, 33, 36};
        Evaluation champion = evaluation("s", sequence("a", three, psnr));

        assertThat(GATE.judge(champion, champion))
                .isEqualTo(new GateVerdict.Indecisive("sequence 'a' was measured at too few qualities to compare the"
                        + " two; measure both at 4 or more"));
    }

    @Test
    void points_placed_in_two_clusters_to_bend_the_curve_gain_nothing() {
        double[] psnrDb = {30, 30.01, 30.02, 38.99, 39};
        Evaluation bent =
                evaluation("s", onTheChampionsCurve("a", psnrDb, 1.05), onTheChampionsCurve("b", psnrDb, 1.05));
        OptionalDouble cubic = BdRate.percent(
                CHAMPION.sequences().get(0).curve(), bent.sequences().get(0).curve());

        GateVerdict verdict = GATE.judge(CHAMPION, bent);

        assertThat(cubic.orElseThrow()).isLessThan(-20);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.Indecisive.class,
                        indecisive -> assertThat(indecisive.reason())
                                .contains("more than half of the range of PSNR-Y that the two share"));
    }

    @Test
    void points_placed_in_three_clusters_to_bend_the_curve_gain_nothing() {
        double[] psnrDb = {30, 30.01, 34.5, 38.99, 39};
        Evaluation bent =
                evaluation("s", onTheChampionsCurve("a", psnrDb, 1.05), onTheChampionsCurve("b", psnrDb, 1.05));
        OptionalDouble cubic = BdRate.percent(
                CHAMPION.sequences().get(0).curve(), bent.sequences().get(0).curve());

        GateVerdict verdict = GATE.judge(CHAMPION, bent);

        assertThat(cubic.orElseThrow()).isLessThan(-4);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        GateVerdict.NotBetter.class,
                        not -> assertThat(not.reason())
                                .contains("by the measured points alone")
                                .contains("keep the PSNR of each quality setting near the champion's"));
    }

    @Test
    void a_gain_with_settings_as_uneven_as_the_champions_is_a_gain() {
        double[] psnrDb = {30, 31, 32, 39};
        Evaluation uneven = evaluation("s", onTheChampionsCurve("a", psnrDb, 1));
        double[] fewer = {0.9e5, 0.9e5 * Math.pow(2, 1 / 3.0), 0.9e5 * Math.pow(2, 2 / 3.0), 7.2e5};

        assertThat(GATE.judge(uneven, evaluation("s", sequence("a", fewer, psnrDb))))
                .isInstanceOf(GateVerdict.Better.class);
    }

    @Test
    void what_was_measured_differently_cannot_be_compared() {
        Evaluation otherSettings = evaluation("t", relative("a", -5), relative("b", -5));
        Evaluation otherSequence = evaluation("s", relative("a", -5), relative("c", -5));
        Evaluation fewer = evaluation("s", relative("a", -5));
        Evaluation otherOrder = evaluation("s", relative("b", -5), relative("a", -5));
        Evaluation otherGroup = new Evaluation(CHAMPION.evaluator(), SequenceGroup.HELD_OUT, CHAMPION.sequences());

        for (Evaluation other : List.of(otherSettings, otherSequence, fewer, otherOrder, otherGroup)) {
            assertThatThrownBy(() -> GATE.judge(CHAMPION, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("measure both again");
        }
    }

    @Test
    void thresholds_can_be_set() {
        Evaluation challenger = evaluation("s", relative("a", -5), relative("b", 2.5));

        assertThat(new AdoptionGate(new GateSettings(-1, 3, 3)).judge(CHAMPION, challenger))
                .isInstanceOf(GateVerdict.Better.class);
        assertThat(new AdoptionGate(new GateSettings(-2, 3, 3)).judge(CHAMPION, challenger))
                .isInstanceOf(GateVerdict.NotBetter.class);
        assertThat(new AdoptionGate(new GateSettings(-1, 3, 9.5)).judge(CHAMPION, challenger))
                .isInstanceOf(GateVerdict.Indecisive.class);
    }

    @Test
    void thresholds_that_would_adopt_a_loss_are_refused() {
        assertThatThrownBy(() -> new GateSettings(0.1, 2, 3)).hasMessageContaining("at most 0 %");
        assertThatThrownBy(() -> new GateSettings(Double.NaN, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GateSettings(-1, -2, 3)).hasMessageContaining("not be below the mean");
        assertThatThrownBy(() -> new GateSettings(-1, Double.NaN, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GateSettings(-1, 2, 0)).hasMessageContaining("above 0 dB");
        assertThatThrownBy(() -> new GateSettings(-1, 2, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_verdict_has_its_function() {
        Comparison comparison = new Comparison(SequenceGroup.TRAINING, 0, List.of(new SequenceComparison("a", 0)));

        assertThat(List.of(
                        new GateVerdict.Better(comparison),
                        new GateVerdict.NotBetter(comparison, "r"),
                        new GateVerdict.Indecisive("r")))
                .extracting(verdict -> verdict.<String>match(b -> "better", n -> "not better", i -> "indecisive"))
                .containsExactly("better", "not better", "indecisive");
    }

    @Test
    void a_comparison_needs_a_sequence() {
        assertThatThrownBy(() -> new Comparison(SequenceGroup.TRAINING, 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A sequence with {@code percent} more bits at equal PSNR-Y, and this PSNR of both chroma planes. */
    private static SequenceEvaluation coloured(String name, double percent, double... chromaDb) {
        return coloured(
                name,
                Arrays.stream(RATES).map(rate -> rate * (1 + percent / 100)).toArray(),
                PSNR,
                chromaDb);
    }

    private static SequenceEvaluation coloured(
            String name, double[] bitsPerSecond, double[] psnrDb, double... chromaDb) {
        List<QualityPoint> points = new ArrayList<>();
        for (QualityPoint point : sequence(name, bitsPerSecond, psnrDb).points()) {
            double chroma = chromaDb[points.size()];
            points.add(new QualityPoint(
                    point.quality(),
                    point.bytes(),
                    point.bitrate(),
                    point.psnrYDb(),
                    chroma,
                    chroma,
                    point.worstFramePsnrYDb(),
                    point.ssimY(),
                    point.encodeTime(),
                    point.decodeTime()));
        }
        return new SequenceEvaluation(Evaluations.info(name), points);
    }

    /** A codec as good as the champion, measured elsewhere on its curve; the last point wastes bits. */
    private static SequenceEvaluation onTheChampionsCurve(String name, double[] psnrDb, double waste) {
        double[] rates = Arrays.stream(psnrDb)
                .map(psnr -> RATES[0] * Math.pow(2, (psnr - PSNR[0]) / 3))
                .toArray();
        // Nearly level at the lower end.
        rates[1] = psnrDb[1] - psnrDb[0] < 0.1 ? rates[0] * 1.00001 : rates[1];
        rates[2] = psnrDb[2] - psnrDb[1] < 0.1 ? rates[1] * 1.00001 : rates[2];
        rates[rates.length - 1] *= waste;
        return sequence(name, rates, psnrDb);
    }

    /** A sequence on which the codec needs {@code percent} more bits than the champion, at equal PSNR. */
    private static SequenceEvaluation relative(String name, double percent) {
        return sequence(
                name,
                Arrays.stream(RATES).map(rate -> rate * (1 + percent / 100)).toArray(),
                PSNR);
    }
}
