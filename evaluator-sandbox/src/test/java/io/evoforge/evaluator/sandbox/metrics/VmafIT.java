package io.evoforge.evaluator.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evoforge.core.video.Frame;
import io.evoforge.core.video.FrameRate;
import io.evoforge.core.video.Plane;
import io.evoforge.core.video.VideoSequence;
import io.evoforge.evaluator.sandbox.video.FfmpegProgram;
import io.evoforge.testkit.process.ExternalProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a real libvmaf: that of {@code ffmpeg}, or of a second one called {@code ffmpeg-vmaf}; most builds have none. */
class VmafIT {
    private static final int WIDTH = 192;
    private static final int HEIGHT = 128;
    private static final VideoSequence REFERENCE = video(sample -> sample);

    private static String ffmpeg = "ffmpeg";

    @BeforeAll
    static void an_ffmpeg_with_libvmaf() {
        if (FfmpegProgram.find()
                .filter(program -> program.filters().contains("libvmaf"))
                .isEmpty()) {
            ffmpeg = "ffmpeg-vmaf";
            ExternalProgram.requireUnlessOptional(ffmpeg, "an ffmpeg with libvmaf: the one in PyPI's imageio-ffmpeg");
        }
    }

    @Test
    void an_equal_sequence_has_nearly_full_marks() {
        Vmaf vmaf = Vmaf.between(ffmpeg, REFERENCE, REFERENCE).orElseThrow();

        assertThat(vmaf.vmaf()).isBetween(90.0, 100.0);
        assertThat(vmaf.vmafNeg()).isBetween(90.0, 100.0);
    }

    @Test
    void a_damaged_sequence_has_fewer() {
        Vmaf coarse = between(video(sample -> sample / 32 * 32 + 16));
        Vmaf coarser = between(video(sample -> sample / 64 * 64 + 32));

        assertThat(coarse.vmaf()).isLessThan(95);
        assertThat(coarser.vmaf()).isLessThan(coarse.vmaf());
        assertThat(coarser.vmafNeg()).isLessThan(coarse.vmafNeg());
    }

    @Test
    void more_contrast_is_rewarded_by_vmaf_and_not_by_the_variant_without_enhancement_gain() {
        Vmaf enhanced = between(video(sample -> Math.max(0, Math.min(255, 128 + (sample - 128) * 6 / 5))));

        assertThat(enhanced.vmaf()).isGreaterThan(enhanced.vmafNeg());
    }

    @Test
    void an_odd_size_has_none() {
        VideoSequence odd = new VideoSequence(
                FrameRate.of(15),
                List.of(new Frame(
                        Plane.of(3, 2, new byte[6]), Plane.of(2, 1, new byte[2]), Plane.of(2, 1, new byte[2]))));

        assertThat(Vmaf.between(ffmpeg, odd, odd)).isEmpty();
    }

    private static Vmaf between(VideoSequence decoded) {
        return Vmaf.between(ffmpeg, REFERENCE, decoded).orElseThrow();
    }

    private static VideoSequence video(IntUnaryOperator damage) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            frames.add(new Frame(
                    plane(WIDTH, HEIGHT, 2 * i, damage),
                    plane(WIDTH / 2, HEIGHT / 2, i, damage),
                    plane(WIDTH / 2, HEIGHT / 2, i, damage)));
        }
        return new VideoSequence(FrameRate.of(15), frames);
    }

    private static Plane plane(int width, int height, int shift, IntUnaryOperator damage) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = 60 * Math.sin((x + shift) * 0.19) * Math.cos(y * 0.13) + 20 * Math.sin(x * y * 0.01);
                samples[y * width + x] = (byte) damage.applyAsInt((int) (128 + wave));
            }
        }
        return Plane.of(width, height, samples);
    }
}
