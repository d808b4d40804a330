package io.evoforge.evaluator.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.TestSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class FurtherMetricsTest {
    @Test
    void an_equal_sequence_has_the_best_value_of_every_metric() {
        TestSequence sequence = TestSequence.of("a", video(0));
        FurtherMetrics metrics = new FurtherMetrics(false);

        metrics.decoded(sequence, 50, video(0));

        FurtherQuality quality = metrics.find("a", 50).orElseThrow();
        assertThat(quality.msSsimY().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(quality.psnrHvsYDb().orElseThrow()).isEqualTo(60);
        assertThat(quality.planes().cr().ssim()).isEqualTo(1);
        assertThat(quality.vmaf()).isEmpty();
        assertThat(metrics.find("a", 51)).isEmpty();
    }

    @Test
    void frames_that_are_too_small_for_a_metric_have_no_number_in_it() {
        VideoSequence small = new VideoSequence(
                FrameRate.of(15), List.of(new Frame(plane(10, 10, 0), plane(5, 5, 0), plane(5, 5, 0))));
        VideoSequence tiny = new VideoSequence(
                FrameRate.of(15), List.of(new Frame(plane(12, 7, 0), plane(6, 4, 0), plane(6, 4, 0))));
        FurtherMetrics metrics = new FurtherMetrics(false);

        metrics.decoded(TestSequence.of("small", small), 50, small);
        metrics.decoded(TestSequence.of("tiny", tiny), 50, tiny);

        assertThat(metrics.find("small", 50).orElseThrow().msSsimY()).isEmpty();
        assertThat(metrics.find("small", 50).orElseThrow().psnrHvsYDb()).hasValue(60);
        assertThat(metrics.find("tiny", 50).orElseThrow().psnrHvsYDb()).isEmpty();
    }

    @Test
    void a_damaged_sequence_is_worse_in_every_metric() {
        TestSequence sequence = TestSequence.of("a", video(0));
        FurtherMetrics metrics = new FurtherMetrics(false);

        metrics.decoded(sequence, 20, video(25));

        FurtherQuality quality = metrics.find("a", 20).orElseThrow();
        assertThat(quality.msSsimY().orElseThrow()).isBetween(0.1, 0.999);
        assertThat(quality.psnrHvsYDb().orElseThrow()).isBetween(10.0, 50.0);
        assertThat(quality.planes().luma().pooledPsnrDb()).isBetween(10.0, 40.0);
    }

    @Test
    void the_means_are_read_from_the_log_of_libvmaf() throws JsonProcessingException {
        String log = """
                {"version": "3.0.0", "frames": [], "pooled_metrics": {
                  "vmaf": {"min": 80.1, "max": 95.2, "mean": 91.25, "harmonic_mean": 91.0},
                  "vmaf_neg": {"min": 70.0, "max": 90.0, "mean": 84.5, "harmonic_mean": 84.0}}}
                """;

        assertThat(Vmaf.parse(log)).isEqualTo(new Vmaf(91.25, 84.5));
    }

    @Test
    void a_log_without_means_is_no_number() {
        assertThatThrownBy(() -> Vmaf.parse("{\"pooled_metrics\": {\"vmaf\": {\"mean\": 90}}}"))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("vmaf_neg");
    }

    private static VideoSequence video(int damage) {
        return new VideoSequence(
                FrameRate.of(15),
                List.of(
                        new Frame(plane(192, 128, damage), plane(96, 64, damage), plane(96, 64, damage)),
                        new Frame(plane(192, 128, -damage), plane(96, 64, damage), plane(96, 64, damage))));
    }

    private static Plane plane(int width, int height, int damage) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = 60 * Math.sin(x * 0.19) * Math.cos(y * 0.13);
                samples[y * width + x] = (byte) (128 + wave + ((x * 7 + y * 3) % 5 == 0 ? damage : 0));
            }
        }
        return Plane.of(width, height, samples);
    }
}
