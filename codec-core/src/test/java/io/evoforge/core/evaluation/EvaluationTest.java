package io.evoforge.core.evaluation;

import static io.evoforge.core.evaluation.Evaluations.evaluation;
import static io.evoforge.core.evaluation.Evaluations.info;
import static io.evoforge.core.evaluation.Evaluations.point;
import static io.evoforge.core.evaluation.Evaluations.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final double[] PSNR = {30, 34, 38, 42};

    @Test
    void a_headline_is_read_off_on_the_line_through_the_log_bitrates() {
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1e5, 2e5, 8e5, 9e5}, PSNR));

        Headline headline = evaluation.headline(36);

        // half way between 200 and 800 kbit/s is 400 kbit/s
        assertThat(headline.psnrDb()).isEqualTo(36);
        assertThat(headline.bitrate().bitsPerSecond()).isCloseTo(4e5, within(1e-6));
        assertThat(headline.compressionRatio()).isCloseTo(352 * 288 * 1.5 * 8 * 25 / 4e5, within(1e-9));
    }

    @Test
    void at_a_measured_point_a_headline_is_that_point() {
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1e5, 2e5, 8e5, 9e5}, PSNR));

        assertThat(evaluation.headline(34).bitrate().bitsPerSecond()).isCloseTo(2e5, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 29.9, 0, -10})
    void below_the_range_a_headline_is_the_lowest_point(double psnrDb) {
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1e5, 2e5, 8e5, 9e5}, PSNR));

        assertThat(evaluation.headline(psnrDb).bitrate()).isEqualTo(new Bitrate(1e5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {42.1, 100})
    void above_the_range_a_headline_is_the_highest_point(double psnrDb) {
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1e5, 2e5, 8e5, 9e5}, PSNR));

        assertThat(evaluation.headline(psnrDb).bitrate()).isEqualTo(new Bitrate(9e5));
    }

    @Test
    void sequences_count_by_their_playing_time() {
        SequenceEvaluation oneSecond = new SequenceEvaluation(
                new SequenceInfo("short", 16, 16, 25, FrameRate.of(25), Sha256.of("short")),
                List.of(point(0, 1000, 30), point(50, 2000, 40)));
        SequenceEvaluation threeSeconds = new SequenceEvaluation(
                new SequenceInfo("long", 16, 16, 75, FrameRate.of(25), Sha256.of("long")),
                List.of(point(0, 5000, 30), point(50, 6000, 40)));

        Headline headline = evaluation("s", oneSecond, threeSeconds).headline(30);

        // 1000 bits and 15000 bits in 4 seconds; raw 100 frames of 384 bytes
        assertThat(headline.bitrate().bitsPerSecond()).isCloseTo(4000, within(1e-9));
        assertThat(headline.compressionRatio()).isCloseTo(100 * 384 * 8 / 16_000.0, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_headline_needs_a_finite_quality(double psnrDb) {
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1e5, 2e5}, new double[] {30, 34}));

        assertThatThrownBy(() -> evaluation.headline(psnrDb)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_evaluation_needs_a_sequence() {
        assertThatThrownBy(() -> evaluation("s")).hasMessageContaining("at least 1 sequence");
    }

    @Test
    void a_sequence_is_measured_at_two_rising_qualities_or_more() {
        assertThatThrownBy(() -> new SequenceEvaluation(info("a"), List.of(point(10, 1, 1))))
                .hasMessage("the measurement on sequence 'a' needs at least 2 quality points but got 1");
        assertThatThrownBy(() -> new SequenceEvaluation(info("a"), List.of(point(10, 1, 1), point(10, 2, 2))))
                .hasMessageContaining("quality must rise");
    }

    @Test
    void the_curve_of_a_sequence_is_bitrate_over_psnr() {
        SequenceEvaluation sequence = sequence("a", new double[] {1e5, 2e5}, new double[] {30, 34});

        assertThat(sequence.curve().points())
                .containsExactly(
                        point(0, 1e5, 30).rateDistortion(), point(20, 2e5, 34).rateDistortion());
    }

    @Test
    void a_sequence_has_a_name_and_a_frame() {
        Sha256 digest = Sha256.of("x");

        assertThatThrownBy(() -> new SequenceInfo(" ", 1, 1, 1, FrameRate.of(1), digest))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SequenceInfo("a", 0, 1, 1, FrameRate.of(1), digest))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SequenceInfo("a", 1, 0, 1, FrameRate.of(1), digest))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SequenceInfo("a", 1, 1, 0, FrameRate.of(1), digest))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void raw_size_counts_chroma_rounded_up() {
        SequenceInfo odd = new SequenceInfo("a", 5, 3, 4, FrameRate.of(8), Sha256.of("x"));

        assertThat(odd.rawBytes()).isEqualTo((15 + 2 * 6) * 4);
        assertThat(odd.seconds()).isEqualTo(0.5);
        assertThat(new SequenceInfo("b", 32_768, 32_768, 10, FrameRate.of(8), Sha256.of("x")).rawBytes())
                .isEqualTo(15L << 30);
    }

    @Test
    void a_quality_point_holds_only_numbers_that_can_be_measured() {
        Bitrate rate = new Bitrate(1);
        Duration time = Duration.ZERO;
        double nan = Double.NaN;
        double inf = Double.POSITIVE_INFINITY;

        assertThatThrownBy(() -> new QualityPoint(-1, 1, rate, 1, 1, 1, 1, 1, time, time))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new QualityPoint(101, 1, rate, 1, 1, 1, 1, 1, time, time))
                .hasMessageContaining("101");
        assertThatThrownBy(() -> new QualityPoint(1, 0, rate, 1, 1, 1, 1, 1, time, time))
                .hasMessageContaining("byte");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, inf, 1, 1, 1, 1, time, time))
                .hasMessageContaining("PSNR-Y");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, 1, nan, 1, 1, 1, time, time))
                .hasMessageContaining("Cb");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, 1, 1, nan, 1, 1, time, time))
                .hasMessageContaining("Cr");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, 1, 1, 1, inf, 1, time, time))
                .hasMessageContaining("worst");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, 1, 1, 1, 1, nan, time, time))
                .hasMessageContaining("SSIM");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, 1, 1, 1, 1, 1.01, time, time))
                .hasMessageContaining("SSIM");
        assertThatThrownBy(() -> new QualityPoint(1, 1, rate, 1, 1, 1, 1, 1, Duration.ofNanos(-1), time))
                .hasMessageContaining("time");
    }

    @Test
    void every_outcome_has_its_function() {
        Evaluation evaluation = evaluation("s", sequence("a", new double[] {1, 2}, new double[] {1, 2}));
        Refusal refusal = new Refusal(Refusal.Stage.COMPILE, "because");

        assertThat(List.of(new EvaluationOutcome.Measured(evaluation), new EvaluationOutcome.Refused(refusal)))
                .extracting(outcome -> outcome.<String>match(measured -> "measured", refused -> "refused"))
                .containsExactly("measured", "refused");
    }

    @Test
    void a_diagnostic_says_where_if_there_is_a_place() {
        assertThat(new Diagnostic(3, 7, "';' expected")).hasToString("line 3, column 7: ';' expected");
        assertThat(new Diagnostic(0, 0, "too long")).hasToString("too long");
        assertThatThrownBy(() -> new Diagnostic(-1, 0, "m")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Diagnostic(1, -1, "m")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_what_may_pass_by_itself_is_worth_another_try() {
        assertThat(EvaluatorException.Reason.values())
                .filteredOn(reason -> new EvaluatorException(reason, "m").isRetryable())
                .containsExactlyInAnyOrder(
                        EvaluatorException.Reason.RESOURCES, EvaluatorException.Reason.BOX_UNAVAILABLE);
    }
}
