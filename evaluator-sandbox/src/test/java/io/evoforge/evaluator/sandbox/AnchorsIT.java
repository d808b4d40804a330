package io.evoforge.evaluator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.metrics.RateDistortionCurve;
import io.evoforge.evaluator.sandbox.anchors.Anchor;
import io.evoforge.evaluator.sandbox.anchors.Anchors;
import io.evoforge.evaluator.sandbox.video.DefaultClip;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnchorsIT {
    private static TestSequence sequence;

    @BeforeAll
    static void ffmpegIsInstalled() {
        Tools.require("ffmpeg", "-version");
        sequence = DefaultClip.load().heldOut().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void every_anchor_gives_a_curve_in_a_useful_range(Anchor anchor) {
        RateDistortionCurve curve = Anchors.measure(anchor, sequence);

        assertThat(curve.points()).hasSize(5);
        assertThat(curve.lowestPsnrDb()).isBetween(24.0, 42.0);
        assertThat(curve.highestPsnrDb()).isBetween(36.0, 56.0);
    }

    @Test
    void newer_codecs_need_fewer_bits() {
        RateDistortionCurve mjpeg = Anchors.measure(Anchor.MJPEG, sequence);
        RateDistortionCurve x264 = Anchors.measure(Anchor.X264_MEDIUM, sequence);

        assertThat(Anchors.bdRatePercent(mjpeg, x264).orElseThrow()).isLessThan(-60);
    }
}
