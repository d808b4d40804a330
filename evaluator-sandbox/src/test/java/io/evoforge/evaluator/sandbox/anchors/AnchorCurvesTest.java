package io.evoforge.evaluator.sandbox.anchors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evoforge.core.evaluation.ContainmentLevel;
import io.evoforge.core.evaluation.Evaluation;
import io.evoforge.core.evaluation.EvaluatorException;
import io.evoforge.core.evaluation.EvaluatorIdentity;
import io.evoforge.core.evaluation.QualityPoint;
import io.evoforge.core.evaluation.SequenceEvaluation;
import io.evoforge.core.evaluation.SequenceGroup;
import io.evoforge.core.evaluation.SequenceInfo;
import io.evoforge.core.metrics.Bitrate;
import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.core.metrics.RateDistortionPoint;
import io.evoforge.core.source.Sha256;
import io.evoforge.core.video.FrameRate;
import io.evoforge.evaluator.sandbox.video.DefaultClip;
import io.evoforge.evaluator.sandbox.video.SequenceSet;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorCurvesTest {
    private static final Sha256 SEQUENCE = Sha256.of("sequence");
    private static final Sha256 OTHER = Sha256.of("other");

    @TempDir
    private Path directory;

    @Test
    void curves_come_back_from_their_file_as_they_were() {
        Path file = directory.resolve("anchors.json");
        AnchorCurves curves = new AnchorCurves(List.of(curve(Anchor.AV1, SEQUENCE, 1), curve(Anchor.VP9, OTHER, 2)));

        curves.write(file);

        assertThat(AnchorCurves.read(file)).isEqualTo(curves);
    }

    @Test
    void without_a_file_there_are_none() {
        assertThat(AnchorCurves.read(directory.resolve("none.json")).curves()).isEmpty();
    }

    @Test
    void a_damaged_file_is_named_with_what_to_do() throws IOException {
        Path file = Files.writeString(directory.resolve("anchors.json"), "{\"anchors\": [{\"anchor\": \"X999\"}]}");

        assertThatThrownBy(() -> AnchorCurves.read(file))
                .isInstanceOf(EvaluatorException.class)
                .hasMessageContaining("anchors.json")
                .hasMessageContaining("evoforge anchors");
    }

    @Test
    void newer_curves_win_over_older_ones_of_the_same_anchor_and_sequence() {
        AnchorCurve older = curve(Anchor.AV1, SEQUENCE, 1);
        AnchorCurve newer = curve(Anchor.AV1, SEQUENCE, 3);
        AnchorCurve elsewhere = curve(Anchor.AV1, OTHER, 1);

        AnchorCurves both = new AnchorCurves(List.of(older, elsewhere)).with(new AnchorCurves(List.of(newer)));

        assertThat(both.curves()).containsExactlyInAnyOrder(newer, elsewhere);
    }

    @Test
    void every_anchor_of_the_default_clip_comes_along() {
        SequenceSet clip = DefaultClip.load();
        AnchorCurves builtIn = AnchorCurves.builtIn();

        assertThat(Stream.concat(clip.training().stream(), clip.heldOut().stream())
                        .map(TestSequence::info))
                .allSatisfy(info -> assertThat(Anchor.values())
                        .allMatch(anchor -> builtIn.find(anchor, info.sha256()).isPresent()));
    }

    @Test
    void a_codec_with_a_third_more_bits_than_an_anchor_is_told_so() {
        AnchorCurves curves = new AnchorCurves(List.of(curve(Anchor.X264_MEDIUM, SEQUENCE, 3)));

        List<AnchorComparison> comparisons = AnchorComparison.of(evaluation(4), curves);

        assertThat(comparisons).hasSize(1);
        assertThat(comparisons.get(0).anchor()).isEqualTo(Anchor.X264_MEDIUM);
        assertThat(comparisons.get(0).percentBySequence()).containsOnlyKeys("clip");
        assertThat(comparisons.get(0).meanPercent()).isCloseTo(100 / 3.0, within(0.001));
    }

    @Test
    void anchors_on_other_sequences_are_not_compared_with() {
        AnchorCurves curves = new AnchorCurves(List.of(curve(Anchor.X264_MEDIUM, OTHER, 3)));

        assertThat(AnchorComparison.of(evaluation(4), curves)).isEmpty();
    }

    private static AnchorCurve curve(Anchor anchor, Sha256 sequence, double bits) {
        return new AnchorCurve(anchor, sequence, "7.1", new RateDistortionCurve(points(bits)));
    }

    private static List<RateDistortionPoint> points(double bits) {
        return IntStream.range(0, 5)
                .mapToObj(i -> new RateDistortionPoint(new Bitrate(100_000 * bits * Math.pow(2, i)), 30 + 3 * i))
                .toList();
    }

    private static Evaluation evaluation(double bits) {
        List<QualityPoint> points = IntStream.range(0, 5)
                .mapToObj(i -> {
                    RateDistortionPoint point = points(bits).get(i);
                    return new QualityPoint(
                            20 * i,
                            1_000,
                            point.bitrate(),
                            point.psnrDb(),
                            40,
                            40,
                            point.psnrDb() - 1,
                            0.9,
                            Duration.ZERO,
                            Duration.ZERO);
                })
                .toList();
        SequenceInfo info = new SequenceInfo("clip", 64, 48, 10, FrameRate.of(25), SEQUENCE);
        return new Evaluation(
                new EvaluatorIdentity("test", "settings", ContainmentLevel.FULL),
                SequenceGroup.TRAINING,
                List.of(new SequenceEvaluation(info, points)));
    }
}
